import type {
  AlertChannelRow,
  AlertDeliveryRow,
  AlertMuteRow,
  AlertRow,
  AlertRuleRow,
  AlertStateRow,
} from "./alert-rows.ts"
import type { AuditCheckpointRow, AuditHeadRow, AuditKeyRow, AuditRow } from "./audit-rows.ts"
import type {
  OutputHashRow,
  RetentionRunRow,
  ReviewItemRow,
  ReviewPeriodRow,
  RunMarkRow,
  WordListRow,
  WordListVersionRow,
} from "./compliance-rows.ts"
import type {
  CanaryRow,
  ConnectionPersonRow,
  ConnectionRow,
  OAuthTokenRow,
  PolicyRow,
} from "./connection-rows.ts"
import type { RollUpRow, RollUpTurnRow, RunEndingRow } from "./monitor-rows.ts"
import type {
  BudgetRow,
  IdentityRow,
  InvitationRow,
  PersonRow,
  SessionRow,
  SignInLinkRow,
  UsageRow,
} from "./people-rows.ts"
import type { PresetImageRow, PresetRow, PresetVersionRow, ShareImageRow, ShareRow } from "./preset-rows.ts"
import type { BatchRow, BatchSetupRow, ImageUseRow, JudgementRow, RunImageRow, RunRow } from "./run-rows.ts"

export type * from "./alert-rows.ts"
export type * from "./audit-rows.ts"
export type * from "./compliance-rows.ts"
export type * from "./connection-rows.ts"
export type * from "./monitor-rows.ts"
export type * from "./people-rows.ts"
export type * from "./preset-rows.ts"
export type * from "./run-rows.ts"

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
