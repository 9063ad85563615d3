import { randomUUID } from "node:crypto"
import type { Log } from "#lib/server/log"
import type { AuditEntry, AuditHead, AuditStore } from "#lib/server/store/audit-ports"
import { createRefusalFlood } from "./refusal-flood.ts"

/** Entries that are written in one transaction. */
const perWrite = 500
/** Entries that may wait while the database is away: some megabytes. */
const mostWaiting = 10_000
const firstPauseMs = 500
const longestPauseMs = 30_000

/** What happened, as whoever saw it tells it. */
export type AuditNote = Omit<AuditEntry, "id" | "at" | "device"> & { device?: string }

interface Deps {
  store: Pick<AuditStore, "append">
  now: () => number
  log: Log
  /** Told of each new end of the chain. */
  onWritten?: (head: AuditHead) => Promise<void>
  /** Runs something later, in ms; the returned function takes that back. */
  later?: (ms: number, run: () => void) => () => void
}

/**
 * Leaves entries in the audit log beside the calls: nobody waits for it. What comes while the database writes goes in one
 * transaction next; while the database is away it waits, in order, up to a bound; how much was lost beyond that is
 * written down as an entry of its own.
 */
export function createAuditRecorder({ store, now, log, onWritten, later = unrefTimer }: Deps) {
  const waiting: AuditEntry[] = []
  const unflooded = createRefusalFlood(now)
  let lost = 0
  let writing: Promise<void> | undefined
  let pauseMs = 0
  let cancelPause: (() => void) | undefined

  function take(note: AuditNote): void {
    const { device = "", ...rest } = note
    waiting.push({ ...rest, device: device.slice(0, 300), id: randomUUID(), at: now() })
  }

  /** Writes all that waits, or stops at the first failure and tries again after a pause. */
  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const entries = waiting.slice(0, perWrite)
      try {
        const head = await store.append(entries)
        waiting.splice(0, entries.length)
        pauseMs = 0
        await onWritten?.(head).catch((err: unknown) => log.error({ err }, "audit log not sealed"))
      } catch (err) {
        log.error({ err, waiting: waiting.length, lost }, "audit log not written")
        pauseMs = Math.min(longestPauseMs, pauseMs === 0 ? firstPauseMs : pauseMs * 2)
        cancelPause = later(pauseMs, begin)
        return
      }
      if (lost > 0 && waiting.length < mostWaiting) {
        take({
          ...ofServer,
          action: "audit.lost",
          target: null,
          outcome: "failed",
          details: { entries: lost },
        })
        lost = 0
      }
    }
  }

  function begin(): void {
    cancelPause?.()
    cancelPause = undefined
    writing ??= write().finally(() => {
      writing = undefined
    })
  }

  return {
    record(note: AuditNote): void {
      const kept = unflooded(note)
      if (!kept) return
      if (waiting.length >= mostWaiting) lost += 1
      else take(kept)
      if (cancelPause === undefined) begin()
    },
    /** Resolves when all is written, or when one more try has shown that it cannot be. */
    async settled(): Promise<void> {
      await writing
      if (waiting.length > 0) begin()
      await writing
      cancelPause?.()
    },
  }
}

export type AuditRecorder = ReturnType<typeof createAuditRecorder>

/** Who and where, for what the server does by itself. */
export const ofServer = { personId: null, address: "server", requestId: "" } as const

function unrefTimer(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  timer.unref()
  return () => clearTimeout(timer)
}
