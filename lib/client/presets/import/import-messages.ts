import type { Message, ToolCall } from "#lib/domain/prompt-schema"
import { asFields, asList, asText, type Fields } from "./json-value.ts"

/** What programs call the roles: OpenAI and those who follow it, ShareGPT, exports of chats. */
const roles: Record<string, Message["role"]> = {
  system: "system",
  developer: "system",
  user: "user",
  human: "user",
  prompter: "user",
  assistant: "assistant",
  gpt: "assistant",
  chatgpt: "assistant",
  bing: "assistant",
  model: "assistant",
  bot: "assistant",
  ai: "assistant",
  tool: "tool",
}

/** The role that a name stands for; undefined for one that no workspace has. */
export function roleOf(name: unknown): Message["role"] | undefined {
  const known = asText(name)?.toLowerCase()
  return known !== undefined && Object.hasOwn(roles, known) ? roles[known] : undefined
}

/** Whether a value looks like a message: a role, and something said. */
export function isMessage(value: unknown): boolean {
  const fields = asFields(value)
  return fields !== undefined && roleOf(named(fields)) !== undefined && said(fields) !== undefined
}

export interface ReadMessages {
  messages: Message[]
  /** Images, and other things that cannot be taken. */
  imagesLeft: number
  partsLeft: number
}

const named = (fields: Fields) => fields.role ?? fields.from ?? fields.sender
const said = (fields: Fields) => fields.content ?? fields.value ?? fields.text ?? fields.tool_calls

/** Messages of a request (`role`, `content`), of ShareGPT (`from`, `value`) or of an export (`sender`, `text`). */
export function readMessages(list: readonly unknown[]): ReadMessages {
  const read: ReadMessages = { messages: [], imagesLeft: 0, partsLeft: 0 }
  for (const value of list) {
    const fields = asFields(value)
    const role = fields && roleOf(named(fields))
    if (!fields || !role) {
      read.partsLeft++
      continue
    }
    const { text, images, others } = readContent(fields.content ?? fields.value ?? fields.text)
    read.imagesLeft += images
    read.partsLeft += others
    read.messages.push({ role, content: text, ...callsOf(role, fields) })
  }
  return read
}

/** The text of a message's content, which is a text or a list of parts, and how many parts are no text. */
export function readContent(content: unknown): { text: string; images: number; others: number } {
  if (content === undefined || content === null) return { text: "", images: 0, others: 0 }
  if (typeof content === "string") return { text: content, images: 0, others: 0 }
  const texts: string[] = []
  let images = 0
  let others = 0
  for (const part of asList(content)) {
    const fields = asFields(part)
    const text = asText(part) ?? asText(fields?.text)
    const type = asText(fields?.type) ?? asText(fields?.content_type) ?? ""
    if (text !== undefined) texts.push(text)
    else if (type.includes("image")) images++
    else others++
  }
  if (!Array.isArray(content)) others++
  return { text: texts.join("\n"), images, others }
}

function callsOf(role: Message["role"], fields: Fields): Partial<Message> {
  const callId = asText(fields.tool_call_id)
  if (role === "tool") return callId === undefined ? {} : { toolCallId: callId }
  if (role !== "assistant") return {}
  const calls = asList(fields.tool_calls).flatMap((call): ToolCall[] => {
    const { id, function: asked } = asFields(call) ?? {}
    const { name, arguments: given } = asFields(asked) ?? {}
    return typeof name === "string" ? [{ id: asText(id) ?? "", name, arguments: asText(given) ?? "" }] : []
  })
  const reasoning = asText(fields.reasoning_content) ?? asText(fields.reasoning)
  return {
    ...(calls.length > 0 ? { toolCalls: calls } : {}),
    ...(reasoning ? { reasoning } : {}),
    ...(fields.prefix === true ? { prefix: true } : {}),
  }
}
