import type { AlertStore } from "./alert-ports.ts"
import type { AuditStore } from "./audit-ports.ts"
import type { BatchStore } from "./batch-ports.ts"
import type { ConnectionStore, OAuthTokenStore } from "./connection-ports.ts"
import type { GalleryStore } from "./gallery-ports.ts"
import type { MonitorStore } from "./monitor-ports.ts"
import type { OriginStore } from "./origin-ports.ts"
import type {
  BudgetStore,
  IdentityStore,
  InvitationStore,
  PeopleStore,
  SessionStore,
  SignInLinkStore,
} from "./people-ports.ts"
import type { PolicyStore } from "./policy-ports.ts"
import type { PresetStore } from "./preset-ports.ts"
import type { RetentionStore } from "./retention-ports.ts"
import type { FlaggedRuns, ReviewStore } from "./review-ports.ts"
import type { RunStore } from "./run-ports.ts"
import type { ScreeningStore, WordListStore } from "./screening-ports.ts"
import type { SealedStore } from "./sealed-ports.ts"
import type { ShareStore } from "./share-ports.ts"

/** Everything that is kept: one part per aggregate, the same over both engines. Scoped by person throughout. */
export interface Store {
  people: PeopleStore
  sessions: SessionStore
  signInLinks: SignInLinkStore
  invitations: InvitationStore
  identities: IdentityStore
  budgets: BudgetStore
  connections: ConnectionStore
  policy: PolicyStore
  batches: BatchStore
  runs: RunStore
  gallery: GalleryStore
  presets: PresetStore
  audit: AuditStore
  sealed: SealedStore
  oauthTokens: OAuthTokenStore
  shares: ShareStore
  wordLists: WordListStore
  screening: ScreeningStore
  alerts: AlertStore
  origins: OriginStore
  reviews: ReviewStore
  retention: RetentionStore
  /** What a sample for review takes first. */
  blocked: FlaggedRuns
  monitor: MonitorStore
  /** Brings the tables up to date. Safe when several nodes start together. */
  migrate(): Promise<void>
  /** One trivial query; throws when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}
