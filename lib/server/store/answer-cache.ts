import * as z from "zod/mini"
import { finishReasonSchema, imageResultSchema, tokenSchema, usageSchema } from "#lib/domain/outcome-schema"

/** A whole answer, as it is kept for requests that are equal to the one that brought it. */
export const keptAnswerSchema = z.object({
  text: z.string(),
  reasoning: z.string(),
  tool: z.string(),
  tokens: z.array(tokenSchema),
  reasoningTokens: z.optional(z.array(tokenSchema)),
  /** Their files stay where they are, with whoever has made them. */
  images: z.optional(z.array(imageResultSchema)),
  usage: z.optional(usageSchema),
  /** US dollars; absent where nobody knows. */
  cost: z.optional(z.number()),
  finishReason: finishReasonSchema,
  /** When it was made, epoch ms; by whom, in which run. */
  at: z.number(),
  personId: z.string(),
  runId: z.string(),
})
export type KeptAnswer = z.infer<typeof keptAnswerSchema>

/** Whose answer to which request: `key` is a hash, `scope` whoever it may be given to. */
export interface CachePlace {
  scope: string
  key: string
}

/** What holds at this moment: an admin may change it at any time. */
export interface CacheRules {
  ttlMs: number
  maxBytes: number
}

/** No single answer takes more than this share of the room: it would drive out all others. */
export const largestShare = 1 / 4

export interface CacheSums {
  entries: number
  bytes: number
}

/**
 * Answers by place, for a time and within a bound of bytes; what was used longest ago goes first. Drivers in memory and on
 * Redis. What cannot be read counts as not there.
 */
export interface AnswerCache {
  /** A look counts as a use. */
  get(place: CachePlace, rules: CacheRules): Promise<KeptAnswer | undefined>
  /** False when it is too large to be kept. */
  put(place: CachePlace, answer: KeptAnswer, rules: CacheRules): Promise<boolean>
  /** Counts how a run fared that looked. */
  count(what: "hit" | "miss"): Promise<void>
  /** What is kept: of everybody, and of a scope. */
  figures(
    scope: string,
    rules: CacheRules,
  ): Promise<CacheSums & { own: CacheSums; hits: number; misses: number }>
  /** Forgets what is in a scope, or everything; how many answers that were. */
  clear(scope?: string): Promise<number>
  close(): Promise<void>
}

/** An answer as it was written down; undefined for what is none. */
export function readAnswer(text: string): KeptAnswer | undefined {
  try {
    return keptAnswerSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** The bytes that an entry takes: its answer, and about as much as its place and the book-keeping take. */
export const entryBytes = (text: string): number => Buffer.byteLength(text) + 200
