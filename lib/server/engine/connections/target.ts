import {
  type CredentialKind,
  credentialKindSchema,
  type DialectId,
  dialectSchema,
  type ProviderId,
  providerSchema,
} from "#lib/domain/connection"
import { BracketError } from "#lib/domain/errors"
import type { ConnectionLimits, OAuthClient, PlanQuota } from "#lib/domain/managed-connection"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { ConnectionRow } from "#lib/server/store/schema"
import type { Trust } from "#lib/server/upstream/address-rules"
import type { Credential } from "#lib/server/upstream/credentials/credential"
import { hmac } from "#lib/server/upstream/credentials/hmac"
import { none } from "#lib/server/upstream/credentials/none"
import type { Dialect, UpstreamAddress } from "#lib/server/upstream/dialects/dialect"
import type { Dial } from "#lib/server/upstream/http"
import { defaultTimeLimits, type TimeLimits } from "#lib/server/upstream/time-limits"
import { credentialOf, type OAuthCredentials, openSecret } from "./credentials.ts"
import { settingsOf } from "./settings.ts"

/** Everything needed to send a run to a connection. */
export interface Target extends Dial {
  connectionId: string
  connectionName: string
  dialect: Dialect
  provider: ProviderId
  address: UpstreamAddress
  credential: Credential
  /** Opens the credential before the current one, as long as it stands in; see rotation. */
  fallback?: () => Promise<Credential>
  trust: Trust
  timeLimits: TimeLimits
  limits: ConnectionLimits
  planQuota: PlanQuota
}

export interface TargetDeps {
  secrets: SecretBox
  oauth?: OAuthCredentials
  dialectOf: (id: DialectId) => Dialect
  sandbox: { url: string; apiKey: string; secretKey: string }
  now: () => number
}

/** The address that a row stands for on this node: the sandbox's is this node's own. */
export const baseUrlOf = (row: Pick<ConnectionRow, "base_url">, deps: Pick<TargetDeps, "sandbox">): string =>
  row.base_url === "sandbox:" ? deps.sandbox.url : row.base_url

/** How a connection is spoken to, as far as it is no secret. */
export interface Way {
  dialect: Dialect
  address: UpstreamAddress
  credential: CredentialKind
  oauth?: Pick<OAuthClient, "tokenUrl" | "scope">
  /** The embedded sandbox: its address is this node's own, and another one after the next start. */
  isSandbox: boolean
}

/** The way of a row on this node. */
export function wayOf(row: ConnectionRow, deps: Pick<TargetDeps, "dialectOf" | "sandbox">): Way {
  const isSandbox = row.base_url === "sandbox:"
  const baseUrl = baseUrlOf(row, deps)
  const oauth = isSandbox ? { tokenUrl: `${baseUrl}/oauth2/token`, scope: "models" } : settingsOf(row).oauth
  const credential = credentialKindSchema.parse(row.credential_kind)
  return {
    dialect: deps.dialectOf(dialectSchema.parse(row.dialect)),
    address: { baseUrl, provider: providerSchema.parse(row.provider) },
    credential,
    ...(credential === "oauth2" && oauth ? { oauth } : {}),
    isSandbox,
  }
}

/** By which rules a connection is dialled. */
export function dialOf(row: ConnectionRow): Dial {
  const { caPem, allowPlainHttp } = settingsOf(row)
  return {
    trust: row.trust,
    caPem,
    // Whoever writes http:// into the environment means it; in the interface it is said.
    allowPlainHttp: row.source !== "person" || allowPlainHttp === true,
  }
}

/** The credential of a row; references are read and the seal is opened now. */
export async function rowCredential(row: ConnectionRow, deps: TargetDeps): Promise<Credential> {
  if (row.base_url === "sandbox:" && row.credential_kind === "hmac")
    return hmac({ ...deps.sandbox, now: deps.now })
  if (row.credential_kind === "oauth2") return credentialOf({ kind: "oauth2" }, row.id, deps)
  if (row.credential_kind === "none") return none()
  if (row.sealed_credential === null)
    throw new BracketError("secret_unreadable", `The key of ${row.name} is not there any more.`, {
      hint: "Enter it again in Settings > Connections.",
    })
  return credentialOf(await openSecret(deps.secrets, row.sealed_credential, row.id), row.id, deps)
}

/** A connection made ready to send to. Throws `BracketError` when a secret cannot be had. */
export async function targetOf(row: ConnectionRow, deps: TargetDeps): Promise<Target> {
  const provider = providerSchema.parse(row.provider)
  const settings = settingsOf(row)
  return {
    connectionId: row.id,
    connectionName: row.name,
    dialect: deps.dialectOf(dialectSchema.parse(row.dialect)),
    provider,
    address: { baseUrl: baseUrlOf(row, deps), provider },
    credential: await rowCredential(row, deps),
    ...fallbackOf(row, deps),
    ...dialOf(row),
    timeLimits: { ...defaultTimeLimits, ...settings.timeLimits },
    limits: settings.limits ?? {},
    planQuota: settings.planQuota ?? {},
  }
}

function fallbackOf(row: ConnectionRow, deps: TargetDeps): Pick<Target, "fallback"> {
  const sealed = row.fallback_credential
  const isOver = () => (row.fallback_until ?? 0) <= deps.now()
  if (sealed === null || isOver()) return {}
  return {
    async fallback() {
      // A run may have waited past the end.
      if (isOver()) throw new Error("the key before the current one has ended")
      return credentialOf(await openSecret(deps.secrets, sealed, row.id), row.id, deps)
    },
  }
}
