import type { Message } from "#lib/domain/prompt-schema"
import { isMessage, type ReadMessages, readContent, readMessages, roleOf } from "./import-messages.ts"
import type { ImportNote } from "./import-result.ts"
import type { FoundRequest } from "./imported-setup.ts"
import { asFields, asList, asText, type Fields } from "./json-value.ts"
import { modelOrSandbox } from "./request-body.ts"

/** Whether a value is a conversation of some export, or a list of messages. */
export function isChat(value: unknown): boolean {
  const fields = asFields(value)
  if (!fields) return isMessageList(value)
  return asFields(fields.mapping) !== undefined || listOf(fields) !== undefined
}

/** Whether a value is a list with a message in it. */
export function isMessageList(value: unknown): boolean {
  return Array.isArray(value) && value.some(isMessage)
}

/**
 * Reads a conversation: ChatGPT's export (the branch that was last looked at), ShareGPT, Claude's export, or a list of
 * messages. Its last answer is left out: a run makes it anew. Undefined: nothing was said in it.
 */
export function readChat(value: unknown): FoundRequest | undefined {
  const fields = asFields(value)
  const mapping = asFields(fields?.mapping)
  const read = mapping
    ? branch(mapping, asText(fields?.current_node))
    : readMessages((fields && listOf(fields)) ?? asList(value))
  const lastAsked = read.messages.findLastIndex(({ role }) => role === "user")
  const messages = lastAsked < 0 ? read.messages : read.messages.slice(0, lastAsked + 1)
  if (messages.length === 0) return undefined
  const notes: ImportNote[] = []
  if (read.imagesLeft > 0) notes.push({ kind: "imagesLeft", count: read.imagesLeft })
  if (read.partsLeft > 0) notes.push({ kind: "partsLeft", count: read.partsLeft })
  if (messages.length < read.messages.length) notes.push({ kind: "lastAnswerLeft" })
  return {
    title: asText(fields?.title) ?? asText(fields?.name) ?? "",
    notes: [...notes, { kind: "noModel" }],
    variant: {
      ...modelOrSandbox("", "sandbox", "chat"),
      mode: "chat",
      prompt: { kind: "chat", messages: messages.map(literal) },
      parameters: {},
    },
  }
}

/** Braces in what people have said are no variables. */
function literal(message: Message): Message {
  const { content } = message
  return typeof content === "string" ? { ...message, content: content.replaceAll("{{", "\\{{") } : message
}

function listOf({ conversations, conversation, chat_messages, messages }: Fields): unknown[] | undefined {
  return [conversations, conversation, chat_messages, messages].find((list): list is unknown[] =>
    isMessageList(list),
  )
}

/** The messages from the root to the last one, each node of the tree once, whatever its links say. */
function branch(mapping: Fields, current: string | undefined): ReadMessages {
  const nodes: Fields[] = []
  const seen = new Set<string>()
  let id = current ?? lastLeaf(mapping)
  while (id !== undefined && !seen.has(id) && Object.hasOwn(mapping, id)) {
    seen.add(id)
    const node = asFields(mapping[id])
    if (!node) break
    nodes.unshift(node)
    id = asText(node.parent)
  }
  const read: ReadMessages = { messages: [], imagesLeft: 0, partsLeft: 0 }
  for (const { message } of nodes) addNode(asFields(message), read)
  return read
}

/** Without a word about where one was, the branch whose end stands last in the file. */
function lastLeaf(mapping: Fields): string | undefined {
  return Object.keys(mapping).findLast((id) => asList(asFields(mapping[id])?.children).length === 0)
}

function addNode(message: Fields | undefined, read: ReadMessages) {
  const role = roleOf(asFields(message?.author)?.role)
  const content = asFields(message?.content)
  const isHidden = asFields(message?.metadata)?.is_visually_hidden_from_conversation === true
  if (!message || !content || isHidden) return
  const isWords = content.content_type === "text" || content.content_type === "multimodal_text"
  // What tools said and what was thought stays behind: no provider would take it without the calls that led to it.
  if (!isWords || role === undefined || role === "tool") {
    read.partsLeft++
    return
  }
  const { text, images, others } = readContent(content.parts)
  read.imagesLeft += images
  read.partsLeft += others
  if (text.trim() !== "") read.messages.push({ role, content: text })
}
