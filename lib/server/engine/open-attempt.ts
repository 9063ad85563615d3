import type { Model } from "#lib/domain/connection"
import type { AttemptNote } from "#lib/domain/outcome-schema"
import type { CarryDeps } from "#lib/server/engine/carry-run"
import type { Target } from "#lib/server/engine/connections"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import { preparedImages } from "#lib/server/engine/prepared-images"
import { promptImages } from "#lib/server/engine/prompt-images"
import type { RunLedger } from "#lib/server/engine/run-ledger"
import { interruptServer, watchedAnswer } from "#lib/server/engine/watched-answer"
import type { AnswerRoom } from "#lib/server/upstream/answer-memory"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import { withDeadlines } from "#lib/server/upstream/deadlines"
import { describeRequest } from "#lib/server/upstream/describe-request"
import type {
  UpstreamEvent,
  UpstreamRequest,
  UpstreamResponse,
  UpstreamRun,
} from "#lib/server/upstream/dialects/dialect"

/** Everything one try needs to know. */
export interface Carrying {
  run: LiveRun
  batch: LiveBatch
  ledger: RunLedger
  model: Model
  target: Target
}

export interface OpenStream {
  events: AsyncGenerator<UpstreamEvent, void, undefined>
  /** What came up to and with the first payload. */
  opening: UpstreamEvent[]
}

interface Key {
  credential: Credential
  note?: AttemptNote
}

/** One try: sends the request and reads up to the first payload, so that only silence and refusals are ever repeated. */
export async function openAttempt(
  attempt: number,
  carrying: Carrying,
  deps: CarryDeps,
  key: Key,
): Promise<OpenStream> {
  const { run, batch, ledger, target } = carrying
  const at = deps.now()
  ledger.startedAt ??= at
  ledger.attemptAt = at
  ledger.closed = undefined
  const noted = key.note ? { note: key.note } : {}
  void batch.publish({ type: "run.started", runId: run.id, attempt, at, ...noted })
  const asked = await askedFor(attempt, carrying, deps)
  const request = target.dialect.request(asked, target.address)
  ledger.request = request
  Object.assign(request.headers, run.watch?.sent(attempt, request, target))
  const abort = new AbortController()
  const signal = AbortSignal.any([run.abort.signal, abort.signal])
  // What an earlier try had read is gone.
  ledger.room?.free()
  ledger.room = deps.memory.room(signal)
  const sending = { attempt, request, asked, signal, room: ledger.room }
  const events = withDeadlines(
    await eventsOf(sending, carrying, deps, key.credential),
    target.timeLimits,
    abort,
  )
  const opening: UpstreamEvent[] = []
  for (;;) {
    const next = await events.next()
    if (next.done) break
    opening.push(next.value)
    if (isPayload(next.value)) {
      run.watch?.firstToken()
      break
    }
  }
  return { events, opening }
}

const isPayload = ({ type }: UpstreamEvent): boolean =>
  type === "delta" || type === "progress" || type === "image" || type === "image-address"

async function askedFor(
  attempt: number,
  { run, batch, model, target }: Carrying,
  deps: CarryDeps,
): Promise<UpstreamRun> {
  const { variant, sample } = run
  return {
    variant,
    model,
    sample,
    stream: true,
    userHash: deps.userHash(batch.personId),
    images: await promptImages(variant.prompt, batch.personId, deps.images),
    taskId: `bracket-${run.id}-${attempt}`,
    ...(await preparedImages(variant, batch.personId, { dialect: target.dialect, images: deps.images })),
  }
}

interface Sending {
  attempt: number
  request: UpstreamRequest
  asked: UpstreamRun
  signal: AbortSignal
  room: AnswerRoom
}

/** What comes of a request. A server that is silent until all is done is watched meanwhile, and told to stop when nobody waits for it any more. */
async function eventsOf(
  { attempt, request, asked, signal, room }: Sending,
  { run, ledger, target }: Carrying,
  deps: CarryDeps,
  credential: Credential,
): Promise<AsyncGenerator<UpstreamEvent, void, undefined>> {
  const { dialect, address, timeLimits } = target
  const isImage = run.variant.mode === "image"
  const watch = isImage ? dialect.watch?.(asked, address) : undefined
  const { totalMs, firstPayloadMs, silenceMs } = timeLimits
  // Where images are made, silence is work: what is too long is said by the time until the first payload.
  const patience = isImage ? (watch ? totalMs : Math.max(silenceMs, firstPayloadMs)) : silenceMs

  async function send(): Promise<UpstreamResponse> {
    const limits = { ...timeLimits, silenceMs: patience }
    try {
      const response = await deps.http.send(request, { ...target, timeLimits: limits, credential, signal })
      ledger.closed = response.closed
      run.watch?.answered(response)
      return { ...response, room }
    } finally {
      // Only now are the signed headers known, of a request that got no answer too. No token waits for this.
      deps.store.runs
        .recordRequest(run.id, describeRequest(request), attempt)
        .catch((error: unknown) => deps.log.error({ err: error, runId: run.id }, "request not recorded"))
    }
  }

  if (!watch) return dialect.events(await send(), asked)
  const { http, sleep } = deps
  const watching = { http, sleep, target, credential, room, signal }
  const stop = () => {
    ledger.interrupted = interruptServer(watch, watching)
  }
  signal.addEventListener("abort", stop, { once: true })
  async function* answer() {
    const response = await send().finally(() => signal.removeEventListener("abort", stop))
    yield* dialect.events(response, asked)
  }
  return watchedAnswer(answer(), watch, watching)
}
