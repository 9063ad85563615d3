import * as z from "zod/mini"

/** The wire protocols (DESIGN section 1). */
export const dialectSchema = z.enum(["deepseek", "openai", "sdwebui"])
export type DialectId = z.infer<typeof dialectSchema>

/**
 * Whose server it is, as far as its habits differ within one dialect: a label that selects rows of the data
 * tables in models.ts and parameters.ts, never a branch in a code path.
 */
export const providerSchema = z.enum([
  "sandbox",
  "deepseek-signed",
  "deepseek",
  "openai",
  "openrouter",
  "ollama",
  "vllm",
  "llama.cpp",
  "lmstudio",
  "sglang",
  "compatible",
  "sdwebui",
])
export type ProviderId = z.infer<typeof providerSchema>

export const modeSchema = z.enum(["completion", "chat", "image"])
export type Mode = z.infer<typeof modeSchema>

/** US dollars per million tokens, valid from a day on (epoch ms). */
export const priceSchema = z.object({
  from: z.number(),
  input: z.number(),
  cachedInput: z.optional(z.number()),
  output: z.number(),
  /** Replaces the figures above while the provider's peak hours last. */
  peak: z.optional(z.object({ input: z.number(), cachedInput: z.optional(z.number()), output: z.number() })),
})
export type Price = z.infer<typeof priceSchema>

export const modelSchema = z.object({
  id: z.string(),
  modes: z.array(modeSchema),
  /** Tokens of prompt and answer together; null when nobody said. */
  contextTokens: z.nullable(z.int()),
  maxOutputTokens: z.nullable(z.int()),
  /** `default-on`: the model thinks unless told not to, and has a switch for it. */
  thinking: z.enum(["none", "default-on"]),
  /** How the model treats top_p: see `effectOf` in parameters.ts. */
  topP: z.enum(["always", "only-thinking", "not-thinking"]),
  /** Whether it looks at images; undefined when nobody said. */
  vision: z.optional(z.boolean()),
  prices: z.array(priceSchema),
  /** Misbehaves on purpose; listed apart under "test models". */
  test: z.boolean(),
})
export type Model = z.infer<typeof modelSchema>

/** How a request is authenticated (DESIGN section 1). */
export const credentialKindSchema = z.enum(["hmac", "bearer", "basic", "oauth2", "none"])
export type CredentialKind = z.infer<typeof credentialKindSchema>

/** A connection as the browser may see it: no address of a credential, no key beyond its last four characters. */
export const connectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  dialect: dialectSchema,
  provider: providerSchema,
  host: z.string(),
  credential: z.object({
    kind: credentialKindSchema,
    lastFour: z.optional(z.string()),
  }),
  models: z.array(modelSchema),
  /** Set when the models could not be read from the provider just now. */
  modelsError: z.optional(z.string()),
  statusUrl: z.optional(z.string()),
  consoleUrl: z.optional(z.string()),
  /** Nobody else can use it. */
  private: z.optional(z.boolean()),
})
export type Connection = z.infer<typeof connectionSchema>
