import { isIP } from "node:net"
import type { TestFacts, TestReport } from "#lib/domain/connection-test-report"
import { BracketError } from "#lib/domain/errors"
import type { CheckedConnectionInput } from "#lib/domain/managed-connection"
import type { ConnectionRow } from "#lib/server/store/schema"
import type { Store } from "#lib/server/store/store"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import type { SentResponse, UpstreamHttp } from "#lib/server/upstream/http"
import { defaultTimeLimits } from "#lib/server/upstream/time-limits"
import { withoutSecrets } from "#lib/server/upstream/without-secrets"
import type { Management } from "./manage.ts"
import { isMissingList, isRefusal, modelToAsk, type Probe, probeOf } from "./probe.ts"
import type { Who } from "./rights.ts"
import { settingsOf } from "./settings.ts"
import { baseUrlOf, dialOf, rowCredential, type TargetDeps } from "./target.ts"
import { StepTaker } from "./test-steps.ts"

/** What a list of models and a token may take, in ms: a local server may have to load the model first. */
const answerMs = { models: 15_000, token: 90_000 }

/** A clock that is further off than this spoils signed requests (the signed API's contract, section 2), in ms. */
const maxSkewMs = 300_000

export interface TestOptions {
  /** The model to ask for a token; one is chosen where none is named. */
  model?: string
  /** Stops the test, which then rejects with `BracketError("interrupted")`. */
  signal: AbortSignal
}

interface TestDeps extends TargetDeps {
  store: Store
  http: UpstreamHttp
}

/** Tests connections step by step, by the very calls that carry runs, and says at which step they end. */
export function createConnectionTest(deps: TestDeps, management: Management) {
  /** Tests a row, stored or not. */
  async function testRow(row: ConnectionRow, options: TestOptions): Promise<TestReport> {
    const steps = new StepTaker(deps.now)
    await takeDial(steps, row, deps)
    const listed = await takeAnswers(steps, row, deps, options)
    if (listed && (await deps.store.connections.get(row.id)))
      await deps.store.connections.setModels(row.id, { ids: listed, readAt: deps.now() })
    return steps.report()
  }

  /** A test that somebody left is no fault of ours. */
  async function leavable(row: ConnectionRow, options: TestOptions): Promise<TestReport> {
    try {
      return await testRow(row, options)
    } catch (error) {
      if (!options.signal.aborted) throw error
      throw new BracketError("interrupted", "The test was left before it ended.", { cause: error })
    }
  }

  return {
    testRow: leavable,

    /** `POST /api/connections/:id/test`. */
    async stored(who: Who, id: string, options: TestOptions): Promise<TestReport> {
      return leavable(await management.managedRow(who, id), options)
    },

    /** `POST /api/connections/test`: as it would be stored; secrets that are left out are those of connection `id`. */
    async unsaved(
      who: Who,
      { input, id }: { input: CheckedConnectionInput; id?: string },
      options: TestOptions,
    ): Promise<TestReport> {
      const { row } =
        id === undefined
          ? await management.composeNew(who, input)
          : await management.composeChange(who, id, input)
      return leavable(row, options)
    },
  }
}

export type ConnectionTest = ReturnType<typeof createConnectionTest>

/** Address, name, connection, TLS: what can be known before anything is sent. */
async function takeDial(steps: StepTaker, row: ConnectionRow, deps: TestDeps): Promise<void> {
  const { http } = deps
  const dial = dialOf(row)
  const url = new URL(baseUrlOf(row, deps))
  const host = url.hostname.replace(/^\[|\]$/g, "")
  await steps.take("address", (facts) => {
    Object.assign(facts, { host, port: Number(url.port || (url.protocol === "https:" ? 443 : 80)) })
    http.steps.checkUrl(url, dial)
    return facts
  })
  await steps.take("dns", async () =>
    isIP(host) ? { skip: "not_needed" } : { addresses: await http.steps.lookUp(url, dial) },
  )
  let tls: TestFacts = {}
  let tlsFault: BracketError | undefined
  await steps.take("connect", async () => {
    try {
      const opened = await http.steps.connect(url, dial, connectMsOf(row))
      tls = { ...opened.tls }
    } catch (error) {
      // The handshake comes after the connection: that it fails is the next step's to say.
      if (!(error instanceof BracketError) || error.code !== "upstream_tls") throw error
      tlsFault = error
    }
    return {}
  })
  await steps.take("tls", () => {
    if (tlsFault) throw tlsFault
    return url.protocol === "http:" ? { skip: "not_needed" } : tls
  })
}

const connectMsOf = (row: ConnectionRow): number =>
  Math.min(settingsOf(row).timeLimits?.connectMs ?? defaultTimeLimits.connectMs, 30_000)

/** Credential, clock, models, one token; the ids of the models that were listed. */
async function takeAnswers(
  steps: StepTaker,
  row: ConnectionRow,
  deps: TestDeps,
  { model: wanted, signal }: TestOptions,
): Promise<string[] | undefined> {
  let probe: Probe | undefined
  let response: SentResponse | undefined
  let list: { ids?: string[]; error?: unknown } = {}
  let answeredAt = 0
  const within = (ms: number) => AbortSignal.any([signal, AbortSignal.timeout(ms)])
  await steps.take("credential", async () => {
    const credential: Credential = await rowCredential(row, deps)
    probe = await probeOf(row, deps)
    response = await deps.http.send(probe.listRequest, {
      ...dialOf(row),
      credential,
      signal: within(answerMs.models),
      timeLimits: { connectMs: connectMsOf(row), silenceMs: answerMs.models },
    })
    answeredAt = deps.now()
    list = await probe.readList(response).then(
      (ids) => ({ ids }),
      (error: unknown) => ({ error: withoutSecrets(error, probe?.listRequest) }),
    )
    if (isRefusal(list.error)) throw list.error
    return {}
  })
  if (response) takeClock(steps, response, { answeredAt, signed: row.credential_kind === "hmac" })
  const { ids, error } = list
  const model = modelToAsk(row, ids, wanted)
  await steps.take("models", () => {
    if (ids) return { count: ids.length, ids: ids.slice(0, 200) }
    if (isMissingList(error) && model && probe?.token) return { skip: "not_told" }
    throw error
  })
  await steps.take("token", async (facts) => {
    if (!probe?.token) return { skip: "not_needed" }
    if (!model) return { skip: "no_model" }
    facts.model = model.id
    try {
      return { text: await probe.token(model, within(answerMs.token)) }
    } catch (refusal) {
      // Without a list nothing was known of the key: this answer tells.
      if (ids === undefined && isRefusal(refusal)) steps.fail("credential", refusal)
      throw refusal
    }
  })
  return ids
}

/** Compares the clocks. Only signed requests carry a time: to others a wrong clock does no harm. */
function takeClock(
  steps: StepTaker,
  response: SentResponse,
  { answeredAt, signed }: { answeredAt: number; signed: boolean },
): void {
  const theirs = Date.parse(response.headers.get("date") ?? "")
  if (Number.isNaN(theirs)) {
    steps.note("clock", { skip: "not_told" })
    return
  }
  const differenceMs = answeredAt - theirs
  if (!signed || Math.abs(differenceMs) <= maxSkewMs) {
    steps.note("clock", { differenceMs })
    return
  }
  const seconds = Math.round(Math.abs(differenceMs) / 1000)
  const direction = differenceMs > 0 ? "ahead" : "behind"
  const fault = new BracketError(
    "upstream_clock",
    `This server's clock is ${seconds} s ${direction === "ahead" ? "ahead of" : "behind"} the upstream's`,
    {
      hint: "Signed requests are valid for 300 s: set the clock of the machine that Bracket runs on.",
      params: { seconds, direction },
    },
  )
  steps.fail("clock", fault, undefined, { differenceMs })
}
