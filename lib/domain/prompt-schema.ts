import * as z from "zod/mini"

const textPart = z.object({ type: z.literal("text"), text: z.string() })
const imagePart = z.object({ type: z.literal("image"), sha256: z.string() })

export const messageSchema = z.object({
  role: z.enum(["system", "user", "assistant"]),
  content: z.union([z.string(), z.array(z.discriminatedUnion("type", [textPart, imagePart]))]),
})
export type Message = z.infer<typeof messageSchema>
export type Role = Message["role"]

/** A prompt is raw text (completion mode) or a list of chat messages (chat mode). */
export const promptSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({
    kind: z.literal("chat"),
    messages: z.array(messageSchema).check(z.minLength(1), z.maxLength(500)),
  }),
])
export type Prompt = z.infer<typeof promptSchema>
