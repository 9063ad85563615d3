import type { RunStatus } from "#lib/domain/outcome"

/**
 * The tables, as Kysely sees them. Portable between SQLite and PostgreSQL: ids are text, times are integer
 * epoch ms (bigint in PostgreSQL, read back as numbers), structures are JSON as text, booleans are 0 or 1.
 */
export interface Schema {
  people: PersonRow
  sessions: SessionRow
  sign_in_links: SignInLinkRow
  connections: ConnectionRow
  batches: BatchRow
  runs: RunRow
  audit: AuditRow
}

export interface PersonRow {
  id: string
  name: string
  email: string | null
  role: string
  password_hash: string | null
  suspended_at: number | null
  created_at: number
}

export interface SessionRow {
  id: string
  person_id: string
  created_at: number
  expires_at: number
  last_seen_at: number
  user_agent: string
  address: string
  ended_at: number | null
}

export interface SignInLinkRow {
  token_hash: string
  person_id: string
  created_at: number
  expires_at: number
  used_at: number | null
}

export interface ConnectionRow {
  id: string
  /** Null: for everyone. Otherwise the person whose private connection it is. */
  owner_id: string | null
  name: string
  dialect: string
  provider: string
  /** `sandbox:` is resolved by each node. */
  base_url: string
  credential_kind: string
  /** AES-256-GCM, see lib/server/secrets. Null for credential kind `none` and for the sandbox. */
  sealed_credential: string | null
  last_four: string | null
  /** `built-in`, `environment` (kept in step at each start) or `person`. */
  source: string
  /** JSON: `{statusUrl?, consoleUrl?, timeLimits?, limits?}`. */
  settings: string
  /** JSON: `{ids: string[], readAt: number, error?: string}`; null when never read. */
  models: string | null
  disabled: number
  created_at: number
  updated_at: number
}

export interface BatchRow {
  id: string
  person_id: string
  kind: "text" | "image"
  concurrency: number
  /** JSON: the variants of the batch, in the order of `variant_index`. */
  variants: string
  preset_id: string | null
  created_at: number
  finished_at: number | null
}

export interface RunRow {
  id: string
  batch_id: string
  person_id: string
  kind: "text" | "image"
  variant_index: number
  row_index: number
  sample: number
  status: RunStatus
  connection_id: string
  connection_name: string
  model: string
  mode: string
  /** JSON: the variant as it was asked for. */
  variant: string
  /** JSON: the request as it was sent, credentials masked; null before the first attempt. */
  request: string | null
  prompt_text: string
  text: string
  reasoning: string
  /** JSON: tokens with their probabilities; null when none were asked for. Apart from `state`, as they are large. */
  tokens: string | null
  /** JSON: the rest of the folded RunState (tool, attempts, finishReason, error, usage, timing ...). */
  state: string
  finish_reason: string | null
  error_code: string | null
  input_tokens: number | null
  output_tokens: number | null
  /** US dollars; null: price unknown. */
  cost: number | null
  ttft_ms: number | null
  total_ms: number | null
  output_sha256: string | null
  /** The last event that `text`, `reasoning` and `state` contain. */
  event_id: string | null
  /** Which node carries it, and until when (epoch ms) it vouches for that. */
  node: string | null
  lease_until: number | null
  attempt: number
  starred: number
  deleted_at: number | null
  created_at: number
  started_at: number | null
  finished_at: number | null
}

export interface AuditRow {
  id: string
  at: number
  person_id: string | null
  action: string
  target: string | null
  outcome: "ok" | "refused" | "failed"
  address: string
  request_id: string
  /** JSON. */
  details: string
}
