import * as z from "zod/mini"

const textPart = z.object({ type: z.literal("text"), text: z.string() })
const imagePart = z.object({ type: z.literal("image"), sha256: z.string() })

/** A model's wish to have a function called; `arguments` is JSON as the model wrote it, good or bad. */
export const toolCallSchema = z.object({ id: z.string(), name: z.string(), arguments: z.string() })
export type ToolCall = z.infer<typeof toolCallSchema>

export const messageSchema = z.object({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: z.union([z.string(), z.array(z.discriminatedUnion("type", [textPart, imagePart]))]),
  /** Of the assistant: the calls that it asked for. */
  toolCalls: z.optional(z.array(toolCallSchema).check(z.maxLength(128))),
  /** Of a tool: the call that it answers. */
  toolCallId: z.optional(z.string()),
  /** Of the assistant: what it thought before; some providers want it back with the calls. */
  reasoning: z.optional(z.string()),
  /** Of the assistant, last: the beginning of an answer, to be gone on with. */
  prefix: z.optional(z.boolean()),
})
export type Message = z.infer<typeof messageSchema>
export type Role = Message["role"]

const sha256Schema = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const share = z.number().check(z.gte(0), z.lte(1))

/** An image to start from, and the part of it that counts: shares of its width and height, from the top left. */
export const initImageSchema = z.object({
  sha256: sha256Schema,
  crop: z.optional(z.object({ left: share, top: share, width: share, height: share })),
})
export type InitImage = z.infer<typeof initImageSchema>

/**
 * A prompt is raw text (completion mode), a list of chat messages (chat mode), or what an image is to be of and to
 * start from (image mode). `mask` is the hash of a PNG as large as the cropped init image: white is made anew, black
 * stays.
 */
export const promptSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("text"),
    text: z.string(),
    /** What comes after the text that is to be filled in. */
    suffix: z.optional(z.string()),
  }),
  z.object({
    kind: z.literal("chat"),
    messages: z.array(messageSchema).check(z.minLength(1), z.maxLength(500)),
  }),
  z.object({
    kind: z.literal("image"),
    text: z.string(),
    /** What it must not be about. */
    negative: z.optional(z.string()),
    initImage: z.optional(initImageSchema),
    mask: z.optional(sha256Schema),
  }),
])
export type Prompt = z.infer<typeof promptSchema>
