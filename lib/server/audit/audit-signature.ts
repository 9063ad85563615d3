import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { auditKeyPurpose } from "#lib/server/secrets/purposes"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { AuditStore } from "#lib/server/store/audit-ports"
import type { AuditCheckpointRow } from "#lib/server/store/schema"

export type UnsignedCheckpoint = Omit<AuditCheckpointRow, "mac">

/** Signs places of the audit chain, so that whoever can write into the database cannot make up a chain of their own. */
export interface AuditSigner {
  sign(checkpoint: UnsignedCheckpoint): AuditCheckpointRow
  /** `unknown`: signed with a key that is gone. */
  check(checkpoint: AuditCheckpointRow): "good" | "bad" | "unknown"
}

/** HMAC-SHA256 over the checkpoint as JSON. Text form: `v1.`, the name of the key, `.`, the signature in hex. */
export function createAuditSigner(key: Buffer): AuditSigner {
  const hmac = (text: string) => createHmac("sha256", key).update(text)
  const begin = `v1.${hmac("bracket: name of an audit key").digest("hex").slice(0, 8)}.`
  const macOf = (checkpoint: UnsignedCheckpoint): string => {
    const { kind, seq, hash, at, made_by, removed, removed_from, removed_to } = checkpoint
    const fields = [kind, seq, hash, at, made_by, removed, removed_from, removed_to]
    return begin + hmac(JSON.stringify(fields)).digest("hex")
  }
  return {
    sign: (checkpoint) => ({ ...checkpoint, mac: macOf(checkpoint) }),
    check(checkpoint) {
      if (!checkpoint.mac.startsWith(begin)) return "unknown"
      const [given, right] = [Buffer.from(checkpoint.mac), Buffer.from(macOf(checkpoint))]
      return given.length === right.length && timingSafeEqual(given, right) ? "good" : "bad"
    },
  }
}

/**
 * The signer of this installation. Its key is random and lies sealed in the database, one for all nodes: so it stays the
 * same when the master key is replaced. Rejects when the key does not open.
 */
export async function openAuditSigner(
  store: Pick<AuditStore, "keepKey">,
  secrets: SecretBox,
): Promise<AuditSigner> {
  const purpose = auditKeyPurpose("seals")
  const sealed = await store.keepKey(secrets.seal(randomBytes(32).toString("base64"), purpose))
  return createAuditSigner(Buffer.from(await secrets.open(sealed, purpose), "base64"))
}
