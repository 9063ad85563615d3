import * as z from "zod/mini"
import { credentialKindSchema } from "#lib/domain/connection"
import { BracketError } from "#lib/domain/errors"
import type { CredentialInput, SecretField } from "#lib/domain/managed-connection"
import { secretFields } from "#lib/domain/secret-fields"
import { secretKindOf } from "#lib/domain/secret-reference"
import { credentialPurpose } from "#lib/server/secrets/purposes"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import { basic } from "#lib/server/upstream/credentials/basic"
import { bearer } from "#lib/server/upstream/credentials/bearer"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import { hmac } from "#lib/server/upstream/credentials/hmac"
import { none } from "#lib/server/upstream/credentials/none"

/** Gives the credential of an `oauth2` connection: tokens that are refreshed by themselves. */
export interface OAuthCredentials {
  credential(connectionId: string): Credential
}

/** What the credential column seals: each field as it was typed, or where it is kept. */
const secretSchema = z.catchall(
  z.object({ kind: credentialKindSchema }),
  z.union([z.string(), z.object({ reference: z.string() })]),
)
export type Secret = z.infer<typeof secretSchema>

/** Fields without which a kind cannot sign. A public OAuth client has no secret. */
const optionalFields: ReadonlySet<string> = new Set(["clientSecret"])

/** Opens a sealed credential as it was stored: references are still references. */
export async function openSecret(secrets: SecretBox, sealed: string, connectionId: string): Promise<Secret> {
  return secretSchema.parse(JSON.parse(await secrets.open(sealed, credentialPurpose(connectionId))))
}

/** What the columns hold of a credential. */
export interface SealedSecret {
  sealed_credential: string | null
  last_four: string | null
  secret_fields: string
}

export function sealSecret(secrets: SecretBox, secret: Secret, connectionId: string): SealedSecret {
  const fields = secretFields[secret.kind].flatMap((name): SecretField[] => {
    const value = secret[name]
    if (value === undefined) return []
    return typeof value === "string" ? [{ name, ...lastFourOf(value) }] : [{ name, ...value }]
  })
  return {
    sealed_credential:
      fields.length === 0 ? null : secrets.seal(JSON.stringify(secret), credentialPurpose(connectionId)),
    last_four: fields[0]?.lastFour ?? null,
    secret_fields: JSON.stringify(fields),
  }
}

/** Of a short secret, four characters would be too much of it. */
const lastFourOf = (secret: string): { lastFour?: string } =>
  secret.length < 8 ? {} : { lastFour: secret.slice(-4) }

/**
 * A credential as it was typed, with what was left out taken from the stored one. Throws
 * `BracketError("invalid_input")` for a field that is nowhere, and for references where they are not allowed.
 */
export function typedSecret(
  input: CredentialInput,
  options: { stored?: Secret; references: boolean },
): Secret {
  const typed = new Map(Object.entries(input))
  const stored = options.stored?.kind === input.kind ? options.stored : undefined
  const secret: Secret = { kind: input.kind }
  for (const name of secretFields[input.kind]) {
    const text = typed.get(name)
    const value = text === undefined ? stored?.[name] : secretValue(text, name, options.references)
    if (value !== undefined) secret[name] = value
    else if (!optionalFields.has(name))
      throw invalidCredential(name, "missing", "This part of the credential is missing.")
  }
  return secret
}

function secretValue(text: string, name: string, references: boolean): string | { reference: string } {
  if (secretKindOf(text) === "literal") return text
  if (!references)
    throw invalidCredential(
      name,
      "reference",
      "Only admins may refer to secrets of this server; enter your own key.",
    )
  return { reference: text }
}

/** True when the input brings every secret of its kind along, so that nothing stored is used. */
export function isComplete(input: CredentialInput): boolean {
  const typed = new Map(Object.entries(input))
  return secretFields[input.kind].every((name) => optionalFields.has(name) || typed.get(name) !== undefined)
}

export function invalidCredential(name: string, problem: string, message: string): BracketError {
  const field = name === "" ? "credential" : `credential.${name}`
  return new BracketError("invalid_input", message, {
    field,
    hint: "Correct this field and send it again.",
    params: { field, problem },
  })
}

/** The function that signs requests by a secret: references are read now. */
export async function credentialOf(
  secret: Secret,
  connectionId: string,
  deps: { secrets: SecretBox; oauth?: OAuthCredentials; now: () => number },
): Promise<Credential> {
  const text = async (name: string): Promise<string> => {
    const value = secret[name]
    if (typeof value === "object") return deps.secrets.open(value.reference, credentialPurpose(connectionId))
    return value ?? ""
  }
  switch (secret.kind) {
    case "hmac":
      return hmac({ apiKey: await text("apiKey"), secretKey: await text("secretKey"), now: deps.now })
    case "bearer":
      return bearer(await text("key"))
    case "basic":
      return basic(await text("user"), await text("password"))
    case "oauth2":
      return deps.oauth?.credential(connectionId) ?? notConnected
    case "none":
      return none()
  }
}

const notConnected: Credential = () => {
  throw new BracketError("upstream_credential", "This connection is not signed in at its provider", {
    hint: "Connect it in Settings > Connections.",
  })
}
