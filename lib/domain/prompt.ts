import type { Message, Prompt, Role, ToolCall } from "#lib/domain/prompt-schema"

export type { Message, Prompt, Role, ToolCall }

/** Longest prompt that Bracket takes, in characters (UTF-16 units), all messages together. */
export const maxPromptChars = 2_000_000

/** The text of one message, image parts left out. */
export function messageText(message: Message): string {
  if (typeof message.content === "string") return message.content
  return message.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n")
}

/** The images of one message, by their hashes. */
export function messageImages({ content }: Message): string[] {
  if (typeof content === "string") return []
  return content.flatMap((part) => (part.type === "image" ? [part.sha256] : []))
}

/** The prompt as one searchable text: raw text and its suffix, or the messages' texts and calls, a blank line apart. */
export function promptText(prompt: Prompt): string {
  if (prompt.kind === "text") return prompt.suffix ? `${prompt.text}\n\n${prompt.suffix}` : prompt.text
  if (prompt.kind === "image") return prompt.negative ? `${prompt.text}\n\n${prompt.negative}` : prompt.text
  return prompt.messages
    .map((message) => {
      const calls = (message.toolCalls ?? []).map((call) => `${call.name} ${call.arguments}`)
      return calls.length === 0 ? messageText(message) : [messageText(message), ...calls].join("\n")
    })
    .join("\n\n")
}

/** True when there is nothing to send: no text, or no message but the system's with text or an image. */
export function isEmptyPrompt(prompt: Prompt): boolean {
  if (prompt.kind === "text") return prompt.text.trim() === "" && (prompt.suffix ?? "").trim() === ""
  if (prompt.kind === "image") return prompt.text.trim() === ""
  return !prompt.messages.some(
    (message) =>
      message.role !== "system" &&
      !message.prefix &&
      (messageText(message).trim() !== "" || messageImages(message).length > 0),
  )
}
