import { BracketError } from "#lib/domain/errors"

/** Why a referenced secret could not be had; the interface has a sentence for each. */
export type UnavailableReason =
  | "malformed"
  | "forbidden"
  | "missing"
  | "empty"
  | "too_large"
  | "unreadable"
  | "not_configured"
  | "denied"
  | "sealed"
  | "away"

const said: Record<UnavailableReason, string> = {
  malformed: "The reference is not written as it should be.",
  forbidden: "That place is Bracket's own, or none for secrets.",
  missing: "There is nothing at the place that the connection names.",
  empty: "What stands there is empty.",
  too_large: "What stands there is too large for a secret.",
  unreadable: "What stands there cannot be read by Bracket.",
  not_configured: "No Vault is configured.",
  denied: "Vault does not let Bracket read it.",
  sealed: "Vault is sealed.",
  away: "Vault does not answer.",
}

const remedies: Record<UnavailableReason, string> = {
  malformed: "Write env:NAME, file:/absolute/path or vault:mount/path#field.",
  forbidden: "Keep the secret in a variable or a file of its own.",
  missing: "Correct the reference in the connection, or put the secret there.",
  empty: "Put the secret there.",
  too_large: "Keep nothing but the secret there.",
  unreadable: "Let the user that runs Bracket read it.",
  not_configured: "Set VAULT_ADDR and a way to sign in, and start again.",
  denied: "Check Bracket's token or AppRole and its policy in Vault.",
  sealed: "Unseal Vault, then try again.",
  away: "Check that Vault runs and can be reached from here, then try again.",
}

/** Whether time alone may help. */
const passing: ReadonlySet<UnavailableReason> = new Set(["sealed", "away"])

/** The error of a secret that is kept elsewhere and cannot be had. It does not name the place: members may see it. */
export function secretUnavailable(
  source: "env" | "file" | "vault" | "reference",
  reason: UnavailableReason,
  cause?: unknown,
): BracketError {
  return new BracketError("secret_unavailable", `The connection's key cannot be had. ${said[reason]}`, {
    hint: remedies[reason],
    params: { source, reason },
    retryable: passing.has(reason),
    cause,
  })
}
