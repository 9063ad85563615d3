import * as z from "zod/mini"

/** In the order in which a test takes them; after a failure the ones that build on it are skipped. */
export const testSteps = [
  "address",
  "dns",
  "connect",
  "tls",
  "credential",
  "clock",
  "models",
  "token",
] as const
export type TestStepName = (typeof testSteps)[number]

const stepName = z.enum(testSteps)

export const certificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** Epoch ms. */
  validFrom: z.number(),
  validTo: z.number(),
})
export type Certificate = z.infer<typeof certificateSchema>

/** What a step found out; each step says its own part. */
export const testFactsSchema = z.object({
  /** address */
  host: z.optional(z.string()),
  port: z.optional(z.int()),
  /** dns: the addresses of the name, all of which may be dialled. */
  addresses: z.optional(z.array(z.string())),
  /** tls */
  version: z.optional(z.string()),
  certificate: z.optional(certificateSchema),
  /** clock: ours minus theirs, in ms; the header that says so counts whole seconds. */
  differenceMs: z.optional(z.number()),
  /** models */
  count: z.optional(z.int()),
  /** The first of them. */
  ids: z.optional(z.array(z.string())),
  /** token */
  model: z.optional(z.string()),
  text: z.optional(z.string()),
})
export type TestFacts = z.infer<typeof testFactsSchema>

/** Why a step was not taken. */
export const skipReasonSchema = z.enum([
  /** One before it failed. */
  "after_failure",
  /** Plain http has no TLS, an address needs no look-up, a server without keys none. */
  "not_needed",
  /** The other side gave nothing to go by: no Date header, no list of models. */
  "not_told",
  /** No model is known to ask for a token. */
  "no_model",
])
export type SkipReason = z.infer<typeof skipReasonSchema>

export const testStepSchema = z.discriminatedUnion("outcome", [
  z.object({ name: stepName, outcome: z.literal("ok"), ms: z.number(), facts: testFactsSchema }),
  z.object({
    name: stepName,
    outcome: z.literal("failed"),
    ms: z.number(),
    facts: testFactsSchema,
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
  }),
  z.object({ name: stepName, outcome: z.literal("skipped"), reason: skipReasonSchema }),
])
export type TestStep = z.infer<typeof testStepSchema>

/** How a test of a connection went: one entry for each of `testSteps`. `ok`: a run can be sent. */
export const testReportSchema = z.object({ ok: z.boolean(), at: z.number(), steps: z.array(testStepSchema) })
export type TestReport = z.infer<typeof testReportSchema>
