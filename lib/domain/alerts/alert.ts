import * as z from "zod/mini"
import { alertKinds, alertRuleSchema } from "./alert-rules.ts"

/** What an alert is about. */
export const alertSubjectSchema = z.object({
  type: z.enum(["connection", "person", "service"]),
  id: z.string(),
  name: z.string(),
})
export type AlertSubject = z.infer<typeof alertSubjectSchema>

/**
 * One time that a rule's condition held long enough. Values are in the unit of the rule's kind; times are epoch ms.
 * `detail` is the part of it that matters most: a code of errors, a limit's name, why a service is away.
 */
export const alertSchema = z.object({
  id: z.string(),
  kind: z.enum(alertKinds),
  subject: alertSubjectSchema,
  threshold: z.number(),
  firedAt: z.number(),
  /** Null as long as it fires. */
  resolvedAt: z.nullable(z.number()),
  peak: z.nullable(z.number()),
  value: z.nullable(z.number()),
  detail: z.nullable(z.string()),
})
export type Alert = z.infer<typeof alertSchema>

/** By which an alert is told from all others, over restarts: a rule and what it is about. */
export const alertKeyOf = (alert: Pick<Alert, "kind" | "subject">): string =>
  `${alert.kind}:${alert.subject.type}:${alert.subject.id}`

/** The key of a mute that holds for all alerts. */
export const allAlerts = "*"

/** `POST /api/alerts/mute`: no messages until then; null ends it. */
export const muteAlertsSchema = z.object({
  key: z._default(z.string().check(z.minLength(1), z.maxLength(300)), allAlerts),
  until: z.nullable(z.int().check(z.gte(1))),
})

/** A day is the longest that messages may be muted, in ms: who forgets it is told again tomorrow. */
export const longestMuteMs = 86_400_000

export const alertMuteSchema = z.object({ key: z.string(), until: z.number() })
export type AlertMute = z.infer<typeof alertMuteSchema>

/** `GET /api/alerts`: what fires, what has fired (newest first), and what is muted. */
export const alertsAnswer = z.object({
  firing: z.array(alertSchema),
  history: z.array(alertSchema),
  mutes: z.array(alertMuteSchema),
})

/** The value of a rule just now, where it is worst. */
export const alertReadingSchema = z.object({
  kind: z.enum(alertKinds),
  subject: alertSubjectSchema,
  /** Null: nothing is known, as there were too few calls. */
  value: z.nullable(z.number()),
  detail: z.nullable(z.string()),
})
export type AlertReading = z.infer<typeof alertReadingSchema>

/** `GET /api/alerts/rules`. */
export const alertRulesAnswer = z.object({
  rules: z.array(alertRuleSchema),
  now: z.array(alertReadingSchema),
})

/** `GET /api/alerts/firing`: how many fire, for the mark at Monitor. */
export const alertsFiringAnswer = z.object({ firing: z.number() })
