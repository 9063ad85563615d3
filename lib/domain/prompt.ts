import type { Message, Prompt, Role } from "#lib/domain/prompt-schema"

export type { Message, Prompt, Role }

/** Longest prompt that Bracket takes, in characters (UTF-16 units), all messages together. */
export const maxPromptChars = 2_000_000

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
