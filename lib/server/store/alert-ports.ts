import type { Alert, AlertMute, AlertSubject } from "#lib/domain/alerts/alert"
import type { AlertKind, AlertRule } from "#lib/domain/alerts/alert-rules"
import type { AlertState, AlertStep } from "#lib/domain/alerts/alert-state"
import type { AlertChannelRow, AlertDeliveryRow } from "#lib/server/store/schema"

/** How an alert stands, and which change of it that is. */
export interface StoredAlertState {
  key: string
  version: number
  kind: AlertKind
  subject: AlertSubject
  /** Of one that fires: its entry in the history. */
  alertId: string | null
  state: AlertState
}

/** The next step of an alert, with what it is about. */
export interface AlertAdvance {
  key: string
  /** As it was read; undefined: there was none. */
  seen: StoredAlertState | undefined
  alert: Pick<Alert, "kind" | "subject" | "threshold" | "value" | "detail">
  step: AlertStep
  now: number
}

export type NewAlertChannel = Omit<AlertChannelRow, "created_at" | "updated_at">

/** Rules, states, history, channels and messages of alerts; a part of `Store`. */
export interface AlertStore {
  /** All of them, those that nobody has changed as they are by default. */
  rules(): Promise<AlertRule[]>
  setRules(rules: AlertRule[], by: { personId: string; now: number }): Promise<void>
  /** Those that are not simply well. */
  states(): Promise<StoredAlertState[]>
  /**
   * Takes a step, all of it or nothing: state, history, and a message to each channel that is in use. False when another
   * node was faster; then nothing has happened.
   */
  advance(advance: AlertAdvance): Promise<boolean>
  firing(): Promise<Alert[]>
  countFiring(): Promise<number>
  /** What is over, newest first. */
  history(limit: number): Promise<Alert[]>
  mutes(now: number): Promise<AlertMute[]>
  /** Null ends it. */
  mute(key: string, until: number | null, personId: string): Promise<void>
  channels(): Promise<AlertChannelRow[]>
  channel(id: string): Promise<AlertChannelRow | undefined>
  /** Inserts, or replaces all but `created_at`. */
  putChannel(row: NewAlertChannel, now: number): Promise<void>
  /** False when it is not there. Its messages go with it. */
  deleteChannel(id: string): Promise<boolean>
  /** Writes down a test message, which nobody else sends. */
  addTest(channelId: string, alert: Alert, now: number): Promise<AlertDeliveryRow>
  /**
   * Messages whose time has come, oldest first, but those of some channels; that an alert is over waits until it is told
   * that it fires.
   */
  due(now: number, limit: number, exceptChannels?: string[]): Promise<AlertDeliveryRow[]>
  /** Takes a message to send it: false when another node has. One that dies with it is sent again after `until`. */
  claim(delivery: AlertDeliveryRow, until: number): Promise<boolean>
  /** How sending went. */
  settle(id: string, outcome: Pick<AlertDeliveryRow, "status" | "at" | "error">): Promise<void>
  deliveries(limit: number): Promise<AlertDeliveryRow[]>
  /** Sends one that failed once more, with all its tries; false when there is none such. */
  retry(id: string, now: number): Promise<boolean>
  /** Forgets what was over before this moment. */
  purge(before: number): Promise<void>
}
