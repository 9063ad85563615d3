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
  connection_people: ConnectionPersonRow
  policy: PolicyRow
  batches: BatchRow
  batch_setups: BatchSetupRow
  runs: RunRow
  judgements: JudgementRow
  run_images: RunImageRow
  image_uses: ImageUseRow
  audit: AuditRow
  invitations: InvitationRow
  identities: IdentityRow
  budgets: BudgetRow
  usage: UsageRow
  oauth_tokens: OAuthTokenRow
  canaries: CanaryRow
  presets: PresetRow
  preset_versions: PresetVersionRow
  preset_images: PresetImageRow
  shares: ShareRow
  share_images: ShareImageRow
  word_lists: WordListRow
  word_list_versions: WordListVersionRow
  run_marks: RunMarkRow
  alert_rules: AlertRuleRow
  alert_states: AlertStateRow
  alerts: AlertRow
  alert_channels: AlertChannelRow
  alert_deliveries: AlertDeliveryRow
  alert_mutes: AlertMuteRow
  output_hashes: OutputHashRow
  review_periods: ReviewPeriodRow
  review_items: ReviewItemRow
  retention_runs: RetentionRunRow
  audit_head: AuditHeadRow
  audit_checkpoints: AuditCheckpointRow
  audit_keys: AuditKeyRow
  run_endings: RunEndingRow
  roll_ups: RollUpRow
  roll_up_turns: RollUpTurnRow
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

/** What admins allow, by name; a name that is not there has its default. `value` is JSON. */
export interface PolicyRow {
  name: string
  value: string
  updated_at: number
  updated_by: string | null
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

/** What a batch was started from, beside its variants; there for batches that have any of it. */
export interface BatchSetupRow {
  batch_id: string
  /** US dollars; null: none. */
  cost_ceiling: number | null
  /** US dollars that outcomes had cost which a later try replaced: spent, though no run says so any more. */
  replaced_cost: number
  /** JSON: `{id, name?}` of the setup's columns. Before `setup`, so that a list need not read that. */
  columns: string
  /** JSON: the column of each variant (or null), in the order of `variant_index`. */
  variant_columns: string
  /** JSON: the checks for runs that come from now on. */
  checks: string | null
  /** JSON: the workspace, see `setupSchema`. */
  setup: string | null
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
  /** JSON: tokens with their probabilities, a list or `{text, reasoning}`; null when none were asked for. Apart from `state`, as they are large. */
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
  /** JSON: the images that it has made and that are still in the gallery; null: none. */
  images: string | null
}

/** An image that a run has made. */
export interface RunImageRow {
  run_id: string
  /** Its index among the images of its run. */
  place: number
  person_id: string
  sha256: string
  /** Pixels. */
  width: number
  height: number
  seed: number | null
  created_at: number
  starred: number
  /** Deleted on its own; the run may be deleted besides. */
  deleted_at: number | null
}

/** An image that a run was given: as long as the run is there, the image is kept. */
export interface ImageUseRow {
  run_id: string
  sha256: string
  role: "init" | "mask" | "prompt"
}

/** What a person thinks of a run, there once anything was said or its output was checked again. */
export interface JudgementRow {
  run_id: string
  rating: number | null
  winner: number
  note: string
  /** JSON: the results of the newest check, when that came after the end of the run; else the run's own hold. */
  checks: string | null
}

export interface AuditRow {
  /** Its place in the chain, counted from 1 without a gap. */
  seq: number
  id: string
  at: number
  person_id: string | null
  action: string
  target: string | null
  outcome: "ok" | "refused" | "failed"
  address: string
  /** The browser's name for itself. */
  device: string
  request_id: string
  /** JSON. */
  details: string
  previous_hash: string
  /** See audit-chain.ts. */
  hash: string
}

/** An invitation that was neither accepted nor taken back. */
export interface InvitationRow {
  id: string
  token_hash: string
  email: string
  role: string
  /** Null: made before this was kept. */
  invited_by: string | null
  created_at: number
  expires_at: number
}

/** An account at another provider by which a person signs in. */
export interface IdentityRow {
  provider: string
  /** The provider's own id of the account, which unlike an address never changes hands. */
  subject: string
  person_id: string
  created_at: number
}

export interface BudgetRow {
  person_id: string
  /** JSON: see `budgetSchema`. */
  limits: string
}

/** What a person has used in one period. Deleting runs takes nothing away from it. */
export interface UsageRow {
  person_id: string
  /** See `periodKey`: `2026-11-24` for a day, `2026-11` for a month. */
  period: string
  requests: number
  /** Input and output together. */
  tokens: number
  /** US dollars, as far as prices are known. */
  cost: number
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

/** A link that a person has made, and the snapshot behind it. */
export interface ShareRow {
  id: string
  person_id: string
  title: string
  /** `people`: whoever is signed in; `link`: whoever has it. */
  audience: "people" | "link"
  created_at: number
  /** Null: until it is revoked. */
  expires_at: number | null
  views: number
  /** Of how many runs it holds the results. */
  run_count: number
  /** JSON: see `presetContentSchema`, of the version of its day. */
  content: string
  /** JSON: see `sharedRunSchema`; null: the setup alone. */
  runs: string | null
}

/** An image that a link shows: as long as the link is there, the image is kept. */
export interface ShareImageRow {
  share_id: string
  sha256: string
}

/** Sealed texts that hold no secret: whether they open says whether the master key is the right one. */
export interface CanaryRow {
  id: string
  sealed: string
}

/** A preset as its latest version is; what was saved stands in `preset_versions`. */
export interface PresetRow {
  id: string
  owner_id: string
  kind: "text" | "image"
  name: string
  description: string
  folder: string
  /** JSON: names. */
  tags: string
  starred: number
  /** Number of the latest version. */
  version: number
  columns: number
  /** JSON: names, each once. */
  models: string
  /** What a search looks into: all of the above, and the prompt. */
  search_text: string
  created_at: number
  /** When it was last saved; a new name or a star does not count. */
  updated_at: number
  deleted_at: number | null
}

export interface PresetVersionRow {
  preset_id: string
  /** Counted from 1. */
  number: number
  note: string
  /** JSON: see `presetContentSchema`, of any version. */
  content: string
  created_at: number
}

/** An image that any version of a preset refers to. */
export interface PresetImageRow {
  preset_id: string
  sha256: string
}

/** A list of words that texts are screened for; what it says stands in its versions. */
export interface WordListRow {
  id: string
  state: "draft" | "active" | "off"
  /** Number of the latest version. */
  version: number
  /** The version that was activated last. */
  active_version: number | null
  created_at: number
  updated_at: number
  updated_by: string
}

export interface WordListVersionRow {
  list_id: string
  /** Counted from 1. */
  number: number
  word_count: number
  /** JSON: see `wordListContentSchema`, without the words. */
  settings: string
  /** JSON: the words as they were written. */
  words: string
  created_at: number
  created_by: string
}

/** That words of a list were found in a run, and how often; never which words. */
export interface RunMarkRow {
  run_id: string
  person_id: string
  channel: "prompt" | "text" | "reasoning" | "tool" | "alternatives"
  list_id: string
  list_name: string
  category: string
  action: "flag" | "mask" | "block"
  count: number
  at: number
}

/** A rule that an admin has changed; the others are as by default. */
export interface AlertRuleRow {
  kind: string
  /** JSON: see `alertRuleSchema`. */
  settings: string
  updated_at: number
  updated_by: string | null
}

/** How an alert stands that is not simply well. */
export interface AlertStateRow {
  /** See `alertKeyOf`. */
  key: string
  /** Counted up with each change: of several nodes that saw the same, one takes the next step. */
  version: number
  /** Of one that fires: its row in `alerts`. */
  alert_id: string | null
  /** JSON: see `alertSubjectSchema`. */
  subject: string
  kind: string
  /** JSON: `AlertState`. */
  state: string
}

/** One time that an alert has fired. */
export interface AlertRow {
  id: string
  kind: string
  /** JSON: see `alertSubjectSchema`. */
  subject: string
  threshold: number
  fired_at: number
  resolved_at: number | null
  peak: number | null
  value: number | null
  detail: string | null
}

export interface AlertChannelRow {
  id: string
  enabled: number
  /** JSON: see `alertChannelSettingsSchema`. */
  settings: string
  sealed_secret: string | null
  last_four: string | null
  created_at: number
  updated_at: number
}

/** A message to one channel, kept until it was sent, and for the log after that. */
export interface AlertDeliveryRow {
  id: string
  /** Null: a test. */
  alert_id: string | null
  channel_id: string
  event: "firing" | "resolved" | "test"
  /** JSON: the alert as it was when this was written. */
  alert: string
  status: "waiting" | "sent" | "failed"
  attempts: number
  created_at: number
  /** When it is tried next, or was sent or given up. */
  at: number
  error: string | null
}

/** No messages of this alert (`*`: of any) until then. */
export interface AlertMuteRow {
  key: string
  until: number
  muted_by: string | null
}

/** The hash of an output, which stays when the run and whoever made it are gone. */
export interface OutputHashRow {
  sha256: string
  run_id: string
  /** Of a text as `normalisedText` makes it; of a PNG that came with texts inside, without them. */
  normalised: string | null
  kind: "text" | "image"
  person_id: string
  model: string
  connection_name: string
  /** When the run ended. */
  at: number
}

/** A stretch of time out of which a sample of runs was drawn. */
export interface ReviewPeriodRow {
  /** `2026-11-29`, `2026-W48`, or `now-` and an id of its own. */
  id: string
  from_at: number
  to_at: number
  seed: string
  drawn_at: number
  /** Out of how many. */
  runs: number
}

/** A run of a sample. Not a reference: what was found stays when the run is gone. */
export interface ReviewItemRow {
  id: string
  period_id: string
  place: number
  run_id: string
  kind: "text" | "image"
  model: string
  flagged: number
  verdict: "open" | "fine" | "violation"
  category: string | null
  note: string
  reviewed_by: string | null
  reviewed_at: number | null
  /** Rises with each mark. */
  version: number
}

/** A run of the job that lets go what has had its time. */
export interface RetentionRunRow {
  id: string
  /** `running` while it is under way, else null: so there is one at a time. */
  slot: string | null
  /** `2026-11-29`, of the server's clock; null: somebody has asked for it. */
  night: string | null
  started_at: number
  finished_at: number | null
  lease_until: number
  status: "running" | "done" | "failed" | "stopped" | "lost"
  /** JSON: what has gone, by kind. */
  gone: string
  /** JSON: `{kind, reason}`. */
  failure: string | null
}

/** The end of the audit chain; one row, which appending locks. */
export interface AuditHeadRow {
  id: "chain"
  seq: number
  hash: string
}

/** A place in the audit chain that Bracket has signed. */
export interface AuditCheckpointRow {
  /** `seal`: the chain as it was there; `retention`: stands for all entries up to it, which are gone. */
  kind: "seal" | "retention"
  seq: number
  hash: string
  at: number
  /** Who had the entries removed; null: the server itself. */
  made_by: string | null
  /** How many entries are gone, and when the first and the last of them were written. */
  removed: number
  removed_from: number | null
  removed_to: number | null
  /** The signature, see audit/audit-signature.ts. */
  mac: string
}

export interface AuditKeyRow {
  id: string
  sealed: string
}

/** That a run has ended, until the figures hold it. */
export interface RunEndingRow {
  id: string
  at: number
  /** When its requests were sent: epoch ms, joined by commas. */
  sent: string
  person_id: string
  connection_id: string
  model: string
  kind: string
  status: string
  error_code: string | null
  cached: number
  retries: number
  input_tokens: number | null
  output_tokens: number | null
  cost: number | null
  ttft_ms: number | null
  total_ms: number | null
}

/** Figures of a minute, an hour or a day; see `Figures`. */
export interface RollUpRow {
  /** Made of all that tells it from others, see roll-ups.ts. */
  id: string
  /** How long a span it covers, in ms. */
  width: number
  /** Empty: of everybody together. */
  person_id: string
  /** When its span begins. */
  at: number
  connection_id: string
  model: string
  kind: string
  requests: number
  runs: number
  succeeded: number
  failed: number
  cancelled: number
  interrupted: number
  blocked: number
  cached: number
  retries: number
  input_tokens: number
  output_tokens: number
  cost: number
  /** Tallies, see tally-text.ts: of error codes, and of the spans of histograms. */
  errors: string | null
  ttft: string | null
  total: string | null
}

/** Whoever adds to the figures holds this one row until it is done. */
export interface RollUpTurnRow {
  id: string
  taken: number
}
