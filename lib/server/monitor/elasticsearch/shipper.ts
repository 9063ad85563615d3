import { appendFile, stat } from "node:fs/promises"
import type { Log } from "#lib/server/log"
import type { Services } from "#lib/server/monitor/services"
import type { CallLine } from "./call-document.ts"
import { type Cluster, reasonOf, type Sent, statusOf } from "./cluster.ts"
import type { Outbox } from "./outbox.ts"

export interface ShipperDeps {
  outbox: Outbox
  cluster: Cluster
  services: Pick<Services, "up" | "away">
  /** Where documents go that the cluster will never take. */
  deadLetterFile: string
  /** Rejects when its signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
  now: () => number
  log: Pick<Log, "warn" | "error">
}

/** Small enough for a proxy with the usual limit of 1 MB in front of the cluster. */
const most = { lines: 500, bytes: 500_000 }
/** Waits between tries, in ms: doubling, up to a minute. */
const firstWaitMs = 500
const longestWaitMs = 60_000
/** A request under way may take so long when the server stops, in ms. */
const stopWithinMs = 2000
const tidyEveryMs = 24 * 3_600_000
/** Dead letters are for looking at, not for keeping: more than this is only counted. */
const mostDeadLetterBytes = 10_000_000

/** Sends what is in the outbox, in order, for as long as it runs. A cluster that is away costs waiting, nothing else. */
export function startShipper(deps: ShipperDeps) {
  const { outbox, cluster, services, log } = deps
  const leave = new AbortController()
  const counts = { stored: 0, refused: 0 }
  let wake: () => void = () => undefined
  let idle = false
  let isReady = false
  let tidiedAt = Number.NEGATIVE_INFINITY
  outbox.onWritten(() => wake())
  leave.signal.addEventListener("abort", () => wake())

  /** Sends once; resolves with what has to be sent again. Rejects as the cluster does. */
  async function sendOnce(lines: CallLine[]): Promise<CallLine[]> {
    if (!isReady) {
      await cluster.prepare()
      isReady = true
    }
    if (deps.now() - tidiedAt > tidyEveryMs) {
      tidiedAt = deps.now()
      await cluster
        .tidy(deps.now())
        .catch((error: unknown) => log.warn({ reason: reasonOf(error) }, "elasticsearch deletes nothing old"))
    }
    const sent = await cluster.send(lines)
    counts.stored += sent.stored
    await keepRefused(sent.refused)
    if (sent.later.size === 0) services.up("elasticsearch")
    else services.away("elasticsearch", `${sent.later.size} documents answered ${sent.laterStatus}`)
    return lines.filter(({ id }) => sent.later.has(id))
  }

  /** Sends until each of these is stored or refused for good. Rejects only when the shipper is to stop. */
  async function settle(lines: CallLine[]): Promise<void> {
    let left = lines
    let size = lines.length
    for (let tries = 0; left.length > 0; tries++) {
      leave.signal.throwIfAborted()
      const part = left.slice(0, size)
      try {
        const again = await sendOnce(part)
        if (again.length === 0) tries = -1
        left = [...again, ...left.slice(part.length)]
      } catch (error) {
        if (statusOf(error) === 413) {
          // Too large for what stands in front of the cluster: in halves, and a single one never.
          if (part.length === 1) {
            await keepRefused(part.map((line) => ({ line, status: 413, reason: "too large" })))
            left = left.slice(1)
          } else size = Math.ceil(part.length / 2)
          continue
        }
        // What it was told may be gone with it.
        isReady = false
        services.away("elasticsearch", reasonOf(error))
        log.warn({ reason: reasonOf(error), waiting: outbox.waitingBytes() }, "elasticsearch is away")
      }
      if (left.length > 0 && tries >= 0) await deps.sleep(waitAfter(tries), leave.signal)
    }
  }

  const waitAfter = (tries: number): number =>
    Math.min(longestWaitMs, firstWaitMs * 2 ** tries) * (0.75 + deps.random() / 2)

  async function keepRefused(refused: Sent["refused"]): Promise<void> {
    if (refused.length === 0) return
    counts.refused += refused.length
    const [{ status, reason }] = refused as [Sent["refused"][number]]
    log.error(
      { count: refused.length, status, reason: reason.slice(0, 300) },
      "elasticsearch refused documents",
    )
    const size = await stat(deps.deadLetterFile).then(
      (found) => found.size,
      () => 0,
    )
    if (size > mostDeadLetterBytes) return
    const text = refused.map(
      (each) => `${JSON.stringify({ ...each.line, status: each.status, reason: each.reason })}\n`,
    )
    await appendFile(deps.deadLetterFile, text.join(""), { mode: 0o600 }).catch((err: unknown) =>
      log.error({ err }, "dead letters not written"),
    )
  }

  async function run(): Promise<void> {
    // At once, not at the first call: an operator sees at the start that the cluster does not answer.
    await settleStart()
    for (;;) {
      leave.signal.throwIfAborted()
      try {
        await sendNext()
      } catch (err) {
        if (leave.signal.aborted) return
        log.error({ err }, "outbox not read")
        await deps.sleep(longestWaitMs, leave.signal)
      }
    }
  }

  async function sendNext(): Promise<void> {
    const chunk = await outbox.next(most)
    if (chunk) {
      await settle(chunk.lines.flatMap(lineOf))
      return await outbox.advance(chunk.to)
    }
    idle = true
    await written()
    idle = false
  }

  async function settleStart(): Promise<void> {
    for (let tries = 0; !isReady; tries++)
      try {
        await cluster.prepare()
        isReady = true
        services.up("elasticsearch")
      } catch (error) {
        services.away("elasticsearch", reasonOf(error))
        log.warn({ reason: reasonOf(error) }, "elasticsearch is away")
        await deps.sleep(waitAfter(tries), leave.signal)
      }
  }

  /** Resolves when there may be something to send. */
  function written(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve
      // What was written since the outbox was asked.
      if (outbox.waitingBytes() > 0) resolve()
    })
  }

  const running = run().catch((err: unknown) => {
    if (!leave.signal.aborted) log.error({ err }, "elasticsearch gets nothing any more")
  })

  return {
    counts,
    /** All that was written has been sent, as far as it can be. */
    isIdle: () => idle && outbox.waitingBytes() === 0,
    /** Stops after what is being sent just now, if that ends soon. What is left stays on disk for the next start. */
    async stop(): Promise<void> {
      leave.abort()
      const enough = new AbortController()
      await Promise.race([running, deps.sleep(stopWithinMs, enough.signal).catch(() => undefined)])
      enough.abort()
      await cluster.close()
      await running
    },
  }
}

/** A line that nobody can read is passed over: it would stop all that come after it. */
function lineOf(text: string): CallLine[] {
  try {
    const line = JSON.parse(text)
    return typeof line?.id === "string" && line.document ? [line] : []
  } catch {
    return []
  }
}
