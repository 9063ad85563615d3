import * as z from "zod/mini"

/** Longest prompt that Bracket takes, in characters (UTF-16 units), all messages together. */
export const maxPromptChars = 2_000_000

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

/** The text of one message, image parts left out. */
export function messageText(message: Message): string {
  if (typeof message.content === "string") return message.content
  return message.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n")
}

/** The prompt as one searchable text: raw text, or the messages' texts a blank line apart. */
export function promptText(prompt: Prompt): string {
  return prompt.kind === "text" ? prompt.text : prompt.messages.map(messageText).join("\n\n")
}

/** True when there is nothing to send: no text, or no user or assistant message with text. */
export function isEmptyPrompt(prompt: Prompt): boolean {
  if (prompt.kind === "text") return prompt.text.trim() === ""
  return !prompt.messages.some((message) => message.role !== "system" && messageText(message).trim() !== "")
}
