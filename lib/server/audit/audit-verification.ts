import type { AuditFault, AuditProgress, AuditReport, AuditVerifyLine } from "#lib/domain/audit"
import { chainStart, hashOf } from "#lib/server/store/audit-chain"
import type { AuditHead, AuditStore } from "#lib/server/store/audit-ports"
import type { AuditCheckpointRow, AuditRow } from "#lib/server/store/schema"
import type { AuditSigner } from "./audit-signature.ts"

const pageSize = 1_000

export type VerifiedStore = Pick<AuditStore, "walk" | "head" | "seals" | "retained">

/**
 * Walks the chain from its beginning, or from what retention has left, to the end that was written last, page by page
 * with room for others in between; reports on its way, and returns what it found.
 */
export async function* verifyAudit(
  store: VerifiedStore,
  signer: AuditSigner,
  upTo = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<AuditProgress, AuditReport> {
  const retained = await store.retained()
  const head = await store.head()
  const start: AuditHead = retained ?? { seq: 0, hash: chainStart }
  const end = Math.min(upTo, head?.seq ?? 0)
  const seals = sealReader(store, signer, start.seq)
  let at = start
  let from: number | null = null
  const report = (broken: AuditReport["broken"]): AuditReport => ({
    whole: broken === null,
    entries: at.seq - start.seq,
    from,
    to: from === null ? null : at.seq,
    broken,
    sealedTo: seals.sealedTo(),
    unknownSeals: seals.unknown(),
    removed: retained ? { entries: retained.removed, to: retained.seq, at: retained.at } : null,
  })
  const fault = (seq: number, kind: AuditFault) => report({ seq, fault: kind })

  // A checkpoint that nobody can vouch for could stand for anything.
  if (retained && signer.check(retained) !== "good") return fault(retained.seq, "checkpoint")
  while (at.seq < end) {
    const rows = await store.walk(at.seq, Math.min(pageSize, end - at.seq))
    if (rows.length === 0) return (await overtaken()) ?? fault(at.seq + 1, "end")
    for (const row of rows) {
      const wrong = faultOf(row, at)
      if (wrong) return (await overtaken()) ?? fault(wrong.seq, wrong.fault)
      from ??= row.seq
      at = row
      if (!(await seals.vouchFor(row))) return fault(row.seq, "seal")
    }
    yield { checked: at.seq - start.seq, of: end - start.seq }
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (at.seq !== upTo) {
    if (head?.hash !== at.hash) return fault(head ? at.seq : at.seq + 1, "end")
    // The end is read anew after what may lie beyond it: others have gone on writing.
    const [beyond] = await store.walk(end, 1)
    const [seal] = await store.seals(end, 1)
    const newEnd = (await store.head())?.seq ?? 0
    if (beyond && beyond.seq > newEnd) return fault(beyond.seq, "beyond")
    // Signed, and yet not there: the end was taken away together with the note of it.
    if (seal && seal.seq > newEnd && signer.check(seal) === "good") return fault(newEnd + 1, "end")
  }
  return report(null)

  /** Retention took entries away in the meantime: then they are looked for in vain, and what is left is looked at anew. */
  async function overtaken(): Promise<AuditReport | undefined> {
    const newer = await store.retained()
    if ((newer?.seq ?? 0) <= start.seq) return undefined
    const again = verifyAudit(store, signer, upTo)
    for (;;) {
      const step = await again.next()
      if (step.done) return step.value
    }
  }
}

/** What is wrong with an entry that comes after another one; the first place that shows it. */
function faultOf(row: AuditRow, before: AuditHead): { seq: number; fault: AuditFault } | undefined {
  const next = before.seq + 1
  if (row.seq > next) return { seq: next, fault: "gap" }
  if (row.seq !== next) return { seq: next, fault: "order" }
  if (row.hash !== hashOf(row.previous_hash, row)) return { seq: next, fault: "hash" }
  if (row.previous_hash !== before.hash) return { seq: next, fault: "link" }
  return undefined
}

/** The signatures along the chain, read a page ahead. */
function sealReader(store: VerifiedStore, signer: AuditSigner, after: number) {
  let page: AuditCheckpointRow[] = []
  let readTo = after
  let isLast = false
  let sealedTo: number | null = null
  let unknown = 0
  return {
    sealedTo: () => sealedTo,
    unknown: () => unknown,
    /** False when a signature says something else of this entry, or is none of ours. */
    async vouchFor(row: AuditHead): Promise<boolean> {
      if (page.length === 0 && !isLast) {
        page = await store.seals(readTo, pageSize)
        isLast = page.length < pageSize
        readTo = page.at(-1)?.seq ?? readTo
      }
      if (page[0]?.seq !== row.seq) return true
      const seal = page.shift() as AuditCheckpointRow
      const checked = signer.check(seal)
      if (checked === "unknown") unknown += 1
      else if (checked === "bad" || seal.hash !== row.hash) return false
      else sealedTo = row.seq
      return true
    },
  }
}

/** `POST /api/audit/verify`: a verification as lines of JSON, see `auditVerifyLineSchema`. */
export async function* verificationLines(
  store: VerifiedStore,
  signer: AuditSigner,
): AsyncGenerator<string, void> {
  const walk = verifyAudit(store, signer)
  for (;;) {
    const step = await walk.next()
    const line: AuditVerifyLine = step.done ? { report: step.value } : step.value
    yield `${JSON.stringify(line)}\n`
    if (step.done) return
  }
}
