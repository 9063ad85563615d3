import * as z from "zod/mini"

/** A text without what copying changes: composed letters, and each stretch of white space as one blank. */
export function normalisedText(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim()
}

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** Body of `POST /api/origin`. `normalised`: of the text by `normalisedText`, or of the PNG without its texts. */
export const originQuestionSchema = z.object({ sha256: hash, normalised: z.optional(hash) })
export type OriginQuestion = z.infer<typeof originQuestionSchema>

/** Most outputs that one answer lists. */
export const maxOrigins = 100

/** An output of a run that is what was asked for. */
export const originSchema = z.object({
  /** `alike`: the same but for white space, or for the texts inside of a PNG. */
  match: z.enum(["exact", "alike"]),
  kind: z.enum(["text", "image"]),
  sha256: hash,
  runId: z.string(),
  /** When its run ended, epoch ms. */
  at: z.int(),
  /** Whose run it was; no name for somebody who was removed since. */
  person: z.object({ id: z.string(), name: z.nullable(z.string()) }),
  model: z.string(),
  connectionName: z.string(),
  /** `yours`: in the History of whoever asks; `kept`: in somebody else's; `deleted`: the hash is all that is left. */
  run: z.enum(["yours", "kept", "deleted"]),
})
export type Origin = z.infer<typeof originSchema>

/** Answer of `POST /api/origin`: exact ones first, then the oldest first. */
export const originAnswerSchema = z.object({
  asked: originQuestionSchema,
  /** Epoch ms. */
  at: z.int(),
  total: z.int(),
  origins: z.array(originSchema),
})
export type OriginAnswer = z.infer<typeof originAnswerSchema>
