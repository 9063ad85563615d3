/* Alerts. See schema.ts for how values are stored. */

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
