import * as z from "zod/mini"
import { secretKindOf } from "#lib/domain/secret-reference"

/*
 * What a connection that is set up is made of, beside its name and address: credential, access, limits, times.
 */

/** One line of text with something in it. */
export const line = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max))
export const httpUrl = z.url({ protocol: /^https?$/ }).check(z.maxLength(2000))
/**
 * A secret on its way in: the secret itself or a reference to one (`env:NAME`, `file:/path`, `vault:mount/path#field`).
 * It never comes back out. Left out: the one that is stored stays.
 */
const secretText = z.optional(
  line(16_384).check(
    z.refine((text) => secretKindOf(text) !== "broken_reference", {
      error: "write env:NAME, file:/path or vault:mount/path#field",
    }),
  ),
)

/** The addresses of an OAuth 2.0 server and who we are there; nothing of it is secret. */
export const oauthClientSchema = z.object({
  clientId: line(500),
  authorizeUrl: httpUrl,
  tokenUrl: httpUrl,
  scope: z.optional(z.string().check(z.maxLength(1000))),
})
export type OAuthClient = z.infer<typeof oauthClientSchema>

export const credentialInputSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("hmac"), apiKey: secretText, secretKey: secretText }),
  z.object({ kind: z.literal("bearer"), key: secretText }),
  z.object({ kind: z.literal("basic"), user: secretText, password: secretText }),
  z.extend(oauthClientSchema, { kind: z.literal("oauth2"), clientSecret: secretText }),
])
export type CredentialInput = z.infer<typeof credentialInputSchema>

/** Who may use it: everybody, these people, or only the one who made it. */
export const accessSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("everyone") }),
  z.object({ kind: z.literal("people"), ids: z.array(z.string()).check(z.maxLength(1000)) }),
  z.object({ kind: z.literal("owner") }),
])
export type Access = z.infer<typeof accessSchema>

const count = (max: number) => z.optional(z.int().check(z.gte(1), z.lte(max)))
const amount = (max: number) => z.optional(z.number().check(z.gt(0), z.lte(max)))

/** What all runs on a connection together may take. Days begin at midnight UTC. What is absent is not limited. */
export const connectionLimitsSchema = z.object({
  concurrency: count(1000),
  requestsPerSecond: z.optional(z.number().check(z.gte(0.01), z.lte(1000))),
  requestsPerDay: count(1e9),
  tokensPerDay: count(1e12),
  /** US dollars. */
  costPerDay: amount(1e6),
})
export type ConnectionLimits = z.infer<typeof connectionLimitsSchema>

/** What the plan at the provider allows. Bracket slows down before (soft-line.ts), and stops at a day's sum. */
export const planQuotaSchema = z.object({
  requestsPerSecond: amount(1e6),
  requestsPerMinute: amount(1e8),
  tokensPerMinute: amount(1e12),
  requestsPerDay: amount(1e12),
  tokensPerDay: amount(1e15),
})
export type PlanQuota = z.infer<typeof planQuotaSchema>

const ms = z.optional(z.int().check(z.gte(100), z.lte(86_400_000)))

/** Those that differ from the defaults (DESIGN section 8), in ms. */
export const timeLimitsInputSchema = z.object({
  connectMs: ms,
  silenceMs: ms,
  firstPayloadMs: ms,
  betweenPayloadsMs: ms,
  totalMs: ms,
})
