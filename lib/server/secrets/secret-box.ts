import { parseSecretReference, secretKindOf } from "#lib/domain/secret-reference"
import type { ReferenceReader } from "./references.ts"
import type { Seal } from "./seal.ts"
import { secretUnavailable } from "./secret-unavailable.ts"

/** Where secrets come from, whether Bracket keeps them or somebody else does. */
export interface SecretBox {
  /** For the database. `purpose` names the place that it is for; it opens there only. */
  seal(text: string, purpose: string): string
  /**
   * The secret behind a sealed text or a reference (`env:NAME`, `file:/path`, `vault:mount/path#field`). Rejects with
   * `BracketError`: `secret_unreadable` for a text that does not open here, `secret_unavailable` for a reference
   * whose secret cannot be had. Only operators may write references: whoever chooses where a key is sent could
   * otherwise read this server's secrets with one.
   */
  open(stored: string, purpose: string): Promise<string>
}

export function createSecretBox(deps: { seal: Seal; references: ReferenceReader }): SecretBox {
  return {
    seal: (text, purpose) => deps.seal.seal(text, purpose),
    async open(stored, purpose) {
      if (secretKindOf(stored) === "literal") return deps.seal.open(stored, purpose)
      const reference = parseSecretReference(stored)
      if (!reference) throw secretUnavailable("reference", "malformed")
      return deps.references.read(reference)
    },
  }
}
