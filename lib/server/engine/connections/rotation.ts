import { isDeepStrictEqual } from "node:util"
import type { TestReport } from "#lib/domain/connection-test-report"
import { BracketError } from "#lib/domain/errors"
import type { CredentialInput } from "#lib/domain/managed-connection"
import type { AuditRecorder } from "#lib/server/audit/audit-recorder"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { Store } from "#lib/server/store/store"
import type { ConnectionTest, TestOptions } from "./connection-test.ts"
import { invalidCredential, openSecret, sealSecret, typedSecret } from "./credentials.ts"
import type { Management } from "./manage.ts"
import { isAdmin, mayEdit, notAllowed, type Who } from "./rights.ts"

/** How long the key before the current one stands in for it, in ms (the signed API's contract, section 1). */
export const fallbackMs = 72 * 3_600_000

/** Replaces keys: the new one is tested first, the old one stays for 72 hours as fall-back and is destroyed then. */
export function createRotation(
  deps: { store: Store; secrets: SecretBox; audit: AuditRecorder; now: () => number },
  management: Management,
  test: ConnectionTest,
) {
  const { store, secrets, audit, now } = deps
  /** When it was last written down that the old key of a connection stood in. */
  const noted = new Map<string, number>()

  /** By the server itself, not by a call. */
  const record = (action: string, target: string, details: Record<string, string>, personId: string | null) =>
    audit.record({ action, personId, target, outcome: "ok", address: "server", requestId: "", details })

  return {
    /**
     * `POST /api/connections/:id/rotate`. False when the new key does not pass its test: then nothing has changed.
     * Throws `conflict` when somebody else was faster.
     */
    async rotate(
      who: Who,
      id: string,
      credential: CredentialInput,
      options: TestOptions,
    ): Promise<{ rotated: boolean; report: TestReport }> {
      const row = await management.managedRow(who, id)
      if (!mayEdit(who, row)) throw notAllowed("This connection's key is not yours to change.", "credential")
      if (
        credential.kind !== row.credential_kind ||
        credential.kind === "none" ||
        credential.kind === "oauth2"
      )
        throw invalidCredential("", "kind", "A key is rotated for one of the same kind.")
      const secret = typedSecret(credential, { references: isAdmin(who) })
      if (
        row.sealed_credential &&
        isDeepStrictEqual(secret, await openSecret(secrets, row.sealed_credential, id))
      )
        throw invalidCredential("", "same", "This is the key that is in use already.")
      const sealed = sealSecret(secrets, secret, id)
      const report = await test.testRow({ ...row, ...sealed }, options)
      if (!report.ok) return { rotated: false, report }
      const at = now()
      const change = { ...sealed, now: at, fallbackUntil: at + fallbackMs }
      if (!(await store.connections.rotate(id, row.sealed_credential, change)))
        throw new BracketError("conflict", "The key was changed in the meantime.", {
          hint: "Reload and look whose key is the current one.",
        })
      // There is room for one old key: the one before it goes now.
      if (row.fallback_credential !== null) record("connection.key-destroyed", id, {}, who.id)
      return { rotated: true, report }
    },

    /** Writes down that the old key stood in, once a minute: a batch of a thousand runs is one thing that happened. */
    noteFallback({ connectionId }: { connectionId: string }, why: { personId: string; code: string }): void {
      const last = noted.get(connectionId)
      if (last !== undefined && now() - last < 60_000) return
      noted.set(connectionId, now())
      record("connection.fallback-key", connectionId, { code: why.code }, why.personId)
    },

    /** Destroys the keys whose 72 hours are over. */
    async destroyOld(): Promise<void> {
      for (const id of await store.connections.destroyFallbacks(now()))
        record("connection.key-destroyed", id, {}, null)
    },
  }
}
