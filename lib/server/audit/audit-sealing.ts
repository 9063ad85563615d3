import type { AuditHead, AuditStore } from "#lib/server/store/audit-ports"
import type { AuditCheckpointRow } from "#lib/server/store/schema"
import type { AuditSigner } from "./audit-signature.ts"

/** A signature is left after so many entries, and with the first entry of a new hour. */
export const entriesPerSeal = 1_000
const sealEveryMs = 3_600_000

/** Signs the end of the chain now and then; give what it returns to the recorder. */
export function createAuditSealing(deps: {
  store: Pick<AuditStore, "addSeal" | "lastSeal">
  signer: AuditSigner
  now: () => number
}): (head: AuditHead) => Promise<void> {
  const { store, signer, now } = deps
  let last: Pick<AuditCheckpointRow, "seq" | "at"> | undefined

  return async ({ seq, hash }) => {
    last ??= (await store.lastSeal()) ?? { seq: 0, at: 0 }
    const at = now()
    // A clock that was put back would else hold up the next one.
    if (seq - last.seq < entriesPerSeal && Math.abs(at - last.at) < sealEveryMs) return
    const nothing = { made_by: null, removed: 0, removed_from: null, removed_to: null }
    await store.addSeal(signer.sign({ kind: "seal", seq, hash, at, ...nothing }))
    last = { seq, at }
  }
}
