/* Connections, their secrets, and what admins allow. See schema.ts for how values are stored. */

export interface ConnectionRow {
  id: string
  /** Null: shared. Otherwise the person whose private connection it is (`access` is `owner` then). */
  owner_id: string | null
  name: string
  dialect: string
  provider: string
  /** `sandbox:` is resolved by each node. */
  base_url: string
  credential_kind: string
  /** Sealed JSON, see engine/connections/credentials.ts. Null for credential kind `none` and for the sandbox. */
  sealed_credential: string | null
  /** Of the key by which its owner knows it. */
  last_four: string | null
  /** `built-in`, `environment` (kept in step at each start) or `person`. */
  source: string
  /** JSON, see engine/connections/settings.ts. */
  settings: string
  /** JSON: `{ids: string[], readAt: number, error?: string}`; null when never read. */
  models: string | null
  /** 1: taken out of use by an admin or its owner. */
  disabled: number
  /** 1: of source `environment`, which does not name it any more. */
  absent: number
  template: string
  /** `everyone`, `people` (those in `connection_people`) or `owner`. */
  access: "everyone" | "people" | "owner"
  /** Who chose the address: decides where it may be dialled. */
  trust: "operator" | "member"
  /** JSON: `[{name, lastFour?, reference?}]`, what may be shown of the secrets. */
  secret_fields: string
  /** Since when the credential is the current one. */
  key_created_at: number | null
  /** The credential before it, sealed; destroyed after `fallback_until`. */
  fallback_credential: string | null
  fallback_until: number | null
  /** JSON: what an admin says about models; null: nothing. */
  model_overrides: string | null
  created_at: number
  updated_at: number
}

/** Who may use a connection whose access is `people`. */
export interface ConnectionPersonRow {
  connection_id: string
  person_id: string
}

/** What an OAuth 2.0 server gave for a connection. */
export interface OAuthTokenRow {
  connection_id: string
  /** Sealed JSON: `{accessToken, refreshToken?}`. */
  sealed: string
  /** When the access token ends; null: the server did not say. */
  expires_at: number | null
  /** 1 once the server has refused to renew it: somebody has to connect again. */
  refused: number
  scope: string | null
  connected_by: string | null
  connected_at: number
  updated_at: number
}

/** Sealed texts that hold no secret: whether they open says whether the master key is the right one. */
export interface CanaryRow {
  id: string
  sealed: string
}

/** What admins allow, by name; a name that is not there has its default. `value` is JSON. */
export interface PolicyRow {
  name: string
  value: string
  updated_at: number
  updated_by: string | null
}
