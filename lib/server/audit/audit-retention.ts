import type { AuditReport } from "#lib/domain/audit"
import type { AuditStore } from "#lib/server/store/audit-ports"
import type { AuditRow } from "#lib/server/store/schema"
import { type AuditRecorder, ofServer } from "./audit-recorder.ts"
import type { AuditSigner } from "./audit-signature.ts"
import { verifyAudit } from "./audit-verification.ts"

/** Entries that go in one transaction, so that nobody waits long for it. */
const perStep = 2_000

/** Removes old entries of the audit log. */
export interface AuditRetention {
  /**
   * Removes what was written before `before` (epoch ms), or only counts it. A signed checkpoint stands for it, so that the
   * rest still verifies; the removal is an entry of its own. `isStopped` ends it between two steps, each of which
   * leaves a chain that verifies. `keepCopy` gets the entries of a step as they are stored before they go; when it
   * rejects, they stay. Rejects when that or the database does; what was removed by then is, and is written down.
   */
  removeBefore(options: {
    before: number
    dryRun: boolean
    /** Who asked for it; null or absent: the server by itself. */
    by?: string | null
    isStopped?: () => boolean
    /** Told after each step how many have gone by then. */
    onGone?: (entries: number) => Promise<void>
    keepCopy?: (entries: readonly AuditRow[]) => Promise<void>
  }): Promise<{ entries: number }>
}

export function createAuditRetention(deps: {
  store: AuditStore
  signer: AuditSigner
  audit: Pick<AuditRecorder, "record">
  now: () => number
}): AuditRetention {
  const { store, signer, audit, now } = deps
  return {
    async removeBefore({ before, dryRun, by = null, isStopped = () => false, onGone, keepCopy }) {
      if (dryRun) return { entries: await store.countBefore(before) }
      let entries = 0
      let verified = true
      let toSeq = 0
      try {
        while (!isStopped()) {
          const prefix = await store.oldest(before, perStep)
          if (!prefix) break
          const { last, firstAt } = prefix
          // What was tampered with goes as well, but not without a word.
          verified &&= (await reportOf(last.seq)).whole
          await keepCopy?.(await store.walk(0, prefix.entries))
          const earlier = await store.retained()
          const checkpoint = signer.sign({
            kind: "retention",
            seq: last.seq,
            hash: last.hash,
            at: now(),
            made_by: by,
            removed: (earlier?.removed ?? 0) + prefix.entries,
            removed_from: earlier?.removed_from ?? firstAt,
            removed_to: last.at,
          })
          entries += await store.removeThrough(checkpoint)
          toSeq = last.seq
          await onGone?.(entries)
          await new Promise((resolve) => setImmediate(resolve))
        }
      } finally {
        if (entries > 0)
          audit.record({
            ...ofServer,
            personId: by,
            action: "audit.remove",
            target: null,
            outcome: "ok",
            details: { entries, before, toSeq, verified },
          })
      }
      return { entries }
    },
  }

  async function reportOf(upTo: number): Promise<AuditReport> {
    const walk = verifyAudit(store, signer, upTo)
    for (;;) {
      const step = await walk.next()
      if (step.done) return step.value
    }
  }
}
