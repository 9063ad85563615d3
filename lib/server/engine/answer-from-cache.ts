import { createHash } from "node:crypto"
import type { AskedCache, FromCache } from "#lib/domain/answer-cache"
import { isRepeatable, requestText } from "#lib/domain/cache-key"
import type { Policy } from "#lib/domain/policy"
import type { RunState } from "#lib/domain/run"
import type { CarryDeps } from "#lib/server/engine/carry-run"
import type { Resolved } from "#lib/server/engine/connections"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import type { Carrying, OpenStream } from "#lib/server/engine/open-attempt"
import type { RunLedger } from "#lib/server/engine/run-ledger"
import type { Slots } from "#lib/server/engine/slots"
import type { AnswerCache, CachePlace, CacheRules, KeptAnswer } from "#lib/server/store/answer-cache"
import type { UpstreamEvent } from "#lib/server/upstream/dialects/dialect"

/** What answering from the cache takes. */
export interface AnswerCaching {
  cache: AnswerCache
  /** One at a time of those that ask the same: on this node in their order, across nodes by locks that expire. */
  flights: Slots
  /** What admins have set, as it is now. */
  policy: () => Promise<Policy>
}

/** A run that asks what others may be waiting for: they go on when it has left. */
export interface Flight {
  place: CachePlace
  rules: CacheRules
  leave: () => void
}

/** The answers that only this person may be given. */
export const ownScope = (personId: string): string => `own:${personId}`
const everybody = "all"

export const rulesOf = ({ cacheTtlMinutes, cacheMaxMegabytes }: Policy): CacheRules => ({
  ttlMs: cacheTtlMinutes * 60_000,
  maxBytes: cacheMaxMegabytes * 1024 * 1024,
})

/**
 * The answer to an equal request, if there is one; waits for one that is under way. Undefined where this run has to ask
 * itself: then the ledger holds its flight, to be left when it is over. A cache that is away is an empty one. Rejects with
 * the signal's reason.
 */
export async function answerFromCache(
  carrying: Carrying,
  chosen: Resolved,
  deps: CarryDeps,
): Promise<OpenStream | undefined> {
  const { run, batch, ledger } = carrying
  const { caching, log } = deps
  if (!caching || !mayUse(run.cache, carrying)) return undefined
  const policy = await caching.policy().catch(() => undefined)
  if (!policy) return undefined
  const place = placeOf(carrying, chosen, policy)
  const rules = rulesOf(policy)
  if (run.cache === "fresh") {
    // Nobody waits for it, and it waits for nobody.
    ledger.flight = { place, rules, leave: () => undefined }
    return undefined
  }
  const kept = async () => {
    const answer = await caching.cache.get(place, rules).catch(() => undefined)
    return answer && (await ownImages(answer, batch.personId, deps)) ? answer : undefined
  }
  const counted = (what: "hit" | "miss") =>
    void caching.cache.count(what).catch((err: unknown) => log.debug({ err }, "cache not counted"))

  const there = await kept()
  if (there) {
    counted("hit")
    return replay(there, carrying)
  }
  const leave = await caching.flights.take(`answer:${place.scope}:${place.key}`, 1, run.abort.signal, () => {
    void batch.publish({ type: "run.waiting", runId: run.id, reason: "equal" })
  })
  ledger.flight = { place, rules, leave }
  // Whoever asked before may have brought it.
  const brought = await kept()
  counted(brought ? "hit" : "miss")
  if (!brought) return undefined
  leaveFlight(ledger)
  return replay(brought, carrying)
}

/** Keeps the answer of a run that has asked and come to a whole end. Never rejects. */
export async function keepAnswer(
  { id, state }: LiveRun,
  { personId }: LiveBatch,
  { flight }: RunLedger,
  { caching, now, log }: CarryDeps,
): Promise<void> {
  const { status, finishReason, text, reasoning, tool, tokens, reasoningTokens, images, usage, cost } = state
  const isWhole = finishReason === "stop" || finishReason === "length" || finishReason === "tool_calls"
  if (!caching || !flight || status !== "succeeded" || !isWhole || isMasked(state)) return
  const answer = { text, reasoning, tool, tokens, reasoningTokens, images, usage, cost, finishReason }
  await caching.cache
    .put(flight.place, { ...answer, at: now(), personId, runId: id }, flight.rules)
    .catch((err: unknown) => log.debug({ err, runId: id }, "answer not kept in the cache"))
}

/** A later run would not say that something is missing, and would miss it after the word lists have changed. */
const isMasked = ({ screening }: RunState): boolean =>
  screening?.action === "mask" && screening.channels.some((channel) => channel !== "prompt")

/** Lets the next one ask; again is nothing. */
export function leaveFlight(ledger: RunLedger): void {
  ledger.flight?.leave()
  ledger.flight = undefined
}

function mayUse(mode: AskedCache, { run, model, target }: Carrying): boolean {
  if (mode !== "auto") return mode !== "off"
  const { variant } = run
  return isRepeatable(variant, { provider: target.provider, mode: variant.mode, model })
}

function placeOf({ run, batch, target }: Carrying, { way, isPrivate }: Resolved, policy: Policy): CachePlace {
  const text = requestText(run.variant, run.sample, {
    // The sandbox's address is another one after each start, and on each node.
    baseUrl: way.isSandbox ? "sandbox:" : target.address.baseUrl,
    dialect: target.dialect.id,
    provider: target.provider,
  })
  return {
    // What a key of one's own has paid for is nobody else's.
    scope: policy.cacheShared && !isPrivate ? everybody : ownScope(batch.personId),
    key: createHash("sha256").update(text).digest("hex"),
  }
}

/** Makes sure that this person has the images of an answer; false when one of them is gone. */
async function ownImages(answer: KeptAnswer, personId: string, { images }: CarryDeps): Promise<boolean> {
  for (const { sha256 } of answer.images ?? []) {
    if (images.use(personId, sha256)) continue
    const theirs = answer.personId === personId ? undefined : await images.get(answer.personId, sha256)
    if (!theirs) return false
    await images.putResult(personId, theirs.bytes)
  }
  return true
}

/** A kept answer as a stream that says everything at once. */
function replay(answer: KeptAnswer, { run, batch, ledger }: Carrying): OpenStream {
  const { at, runId, cost, usage, finishReason } = answer
  ledger.cached = { at, runId, ...(cost === undefined ? {} : { savedCost: cost }) } satisfies FromCache
  // Their files are there: nothing is left to be taken.
  for (const image of answer.images ?? [])
    void batch.publish({ type: "run.image", runId: run.id, ...image, partial: false })
  const deltas: Extract<UpstreamEvent, { type: "delta" }>[] = [
    { type: "delta", channel: "reasoning", text: answer.reasoning, tokens: answer.reasoningTokens },
    { type: "delta", channel: "text", text: answer.text, tokens: answer.tokens },
    { type: "delta", channel: "tool", text: answer.tool },
  ]
  const opening: UpstreamEvent[] = deltas.filter(({ text, tokens }) => text !== "" || tokens?.length)
  if (usage) opening.push({ type: "usage", usage })
  return { opening: [...opening, { type: "finish", reason: finishReason }], events: nothingMore() }
}

async function* nothingMore(): AsyncGenerator<UpstreamEvent, void, undefined> {}
