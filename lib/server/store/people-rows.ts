/* People, how they come in, and what they may spend. See schema.ts for how values are stored. */

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
