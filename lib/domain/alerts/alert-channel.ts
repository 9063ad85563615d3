import * as z from "zod/mini"
import { locales } from "#lib/domain/locale"

/*
 * Where messages of alerts go beside the page: a webhook, or e-mail.
 */

const line = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most))
const address = z.string().check(z.trim(), z.maxLength(254), z.email())

/** How mail is encrypted: after STARTTLS (required but on this very machine), from the first byte, or not at all. */
export const smtpTlsModes = ["starttls", "tls", "none"] as const

const ownServerSchema = z.object({
  from: z.literal("own"),
  host: z.string().check(z.trim(), z.regex(/^[A-Za-z0-9._:-]{1,253}$/)),
  port: z.int().check(z.gte(1), z.lte(65_535)),
  tls: z.enum(smtpTlsModes),
  /** Empty: without signing in. */
  user: z.string().check(z.trim(), z.maxLength(254)),
  /** Whom messages come from. */
  sender: address,
  /** Certificates (PEM) of the only authority that may vouch for the server. */
  caPem: z.optional(z.nullable(z.string().check(z.maxLength(65_536)))),
})

/** `environment`: as SMTP_URL and SMTP_FROM say. */
export const smtpServerSchema = z.discriminatedUnion("from", [
  z.object({ from: z.literal("environment") }),
  ownServerSchema,
])
export type SmtpServer = z.infer<typeof smtpServerSchema>
export type OwnSmtpServer = z.infer<typeof ownServerSchema>

const common = {
  name: line(80),
  enabled: z.boolean(),
  /** In which language messages are written. */
  language: z.enum(locales),
}

const webhookSchema = z.object({
  kind: z.literal("webhook"),
  ...common,
  url: z.string().check(z.trim(), z.maxLength(2000), z.url({ protocol: /^https?$/ })),
})
const emailSchema = z.object({
  kind: z.literal("email"),
  ...common,
  to: z.array(address).check(z.minLength(1), z.maxLength(20)),
  server: smtpServerSchema,
})

/** What is kept of a channel in the open. */
export const alertChannelSettingsSchema = z.discriminatedUnion("kind", [webhookSchema, emailSchema])
export type AlertChannelSettings = z.infer<typeof alertChannelSettingsSchema>

/** The key that signs a webhook's messages, or the password of the mail server. Left out: as it is. */
const secret = z.optional(z.string().check(z.maxLength(1000)))

/** `POST /api/alerts/channels`, `PUT /api/alerts/channels/:id`. */
export const alertChannelInputSchema = z.discriminatedUnion("kind", [
  z.extend(webhookSchema, { secret }),
  z.extend(emailSchema, { secret }),
])
export type AlertChannelInput = z.infer<typeof alertChannelInputSchema>

/** The shortest key that signs messages, in characters. */
export const shortestSigningKey = 16

export const alertChannelSchema = z.object({
  id: z.string(),
  settings: alertChannelSettingsSchema,
  /** Of a signing key, its last four characters; of a password, nothing (""). Null: there is no secret. */
  lastFour: z.nullable(z.string()),
  createdAt: z.number(),
})
export type AlertChannel = z.infer<typeof alertChannelSchema>

/** `GET /api/alerts/channels`. */
export const alertChannelsAnswer = z.object({
  channels: z.array(alertChannelSchema),
  /** Whom mail comes from by the environment; null: SMTP_URL is not set. */
  environmentSender: z.nullable(z.string()),
})

export const alertChannelAnswer = z.object({ channel: alertChannelSchema })

/** Why a message did not arrive; the interface has a sentence for each. */
export const alertProblems = [
  "unreachable",
  "blocked",
  "tls",
  "login",
  "rejected",
  "status",
  "redirect",
  "secret",
  "not-configured",
  "off",
] as const

/** `detail`: what the other side said, or the status; without a secret. */
export const alertProblemSchema = z.object({ code: z.enum(alertProblems), detail: z.string() })
export type AlertProblem = z.infer<typeof alertProblemSchema>

/** `POST /api/alerts/channels/:id/test`: how it went. */
export const alertTestAnswer = z.object({ ok: z.boolean(), problem: z.optional(alertProblemSchema) })

/** A message on its way to one channel. */
export const alertDeliverySchema = z.object({
  id: z.string(),
  /** Null for a test. */
  alertId: z.nullable(z.string()),
  channelId: z.string(),
  channelName: z.string(),
  event: z.enum(["firing", "resolved", "test"]),
  /** What the message is about, in the words of the channel. */
  title: z.string(),
  status: z.enum(["waiting", "sent", "failed"]),
  attempts: z.number(),
  createdAt: z.number(),
  /** When it is tried next; of a sent one, when that was. */
  at: z.number(),
  problem: z.nullable(alertProblemSchema),
})
export type AlertDelivery = z.infer<typeof alertDeliverySchema>

/** `GET /api/alerts/deliveries`: newest first. */
export const alertDeliveriesAnswer = z.object({ deliveries: z.array(alertDeliverySchema) })
