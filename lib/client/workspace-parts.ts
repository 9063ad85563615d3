import type { Variant } from "#lib/domain/batch"
import type { Parameters } from "#lib/domain/parameters"
import { type Message, messageImages, messageText, type Prompt } from "#lib/domain/prompt"
import type { JsonText } from "#lib/domain/setup"
import { type Column, initialParameters, type Turn, type Workspace } from "./workspace.ts"

/** A stored request as the parts of a workspace that made it. */
export function workspaceParts(
  variant: Variant,
  newId: () => string,
): Pick<
  Workspace,
  | "mode"
  | "promptText"
  | "system"
  | "turns"
  | "prefix"
  | "suffix"
  | "negative"
  | "initImage"
  | "mask"
  | "tools"
  | "answerSchema"
> & {
  column: Pick<Column, "connectionId" | "model" | "parameters" | "extra">
} {
  const { prompt } = variant
  const messages = prompt.kind === "chat" ? prompt.messages : []
  const begun = messages.find(({ prefix }) => prefix)
  const turns = messages.flatMap((message) =>
    message.role === "system" || message.prefix ? [] : [turnOf(message, newId())],
  )
  const hasUser = turns.some(({ role }) => role === "user")
  return {
    mode: modes[prompt.kind],
    promptText: prompt.kind === "chat" ? "" : prompt.text,
    ...(prompt.kind === "text" && prompt.suffix ? { suffix: prompt.suffix } : {}),
    ...(prompt.kind === "image" ? pictureParts(prompt) : {}),
    system: messages
      .filter(({ role }) => role === "system")
      .map(messageText)
      .join("\n\n"),
    turns: hasUser ? turns : [...turns, { id: newId(), role: "user", text: "" }],
    ...(begun ? { prefix: messageText(begun) } : {}),
    ...jsonText("tools", variant.tools),
    ...jsonText("answerSchema", variant.answerSchema),
    column: {
      connectionId: variant.connectionId,
      model: variant.model,
      parameters: storedParameters(variant.parameters),
      ...jsonText("extra", variant.extra),
    },
  }
}

const modes = { chat: "chat", text: "completion", image: "image" } as const

function pictureParts({ negative, initImage, mask }: Extract<Prompt, { kind: "image" }>) {
  return {
    ...(negative === undefined ? {} : { negative }),
    ...(initImage === undefined ? {} : { initImage }),
    ...(mask === undefined ? {} : { mask }),
  }
}

function turnOf(message: Message, id: string): Turn {
  const { role, toolCalls, toolCallId, reasoning } = message
  const images = messageImages(message)
  return {
    id,
    role: role === "system" ? "user" : role,
    text: messageText(message),
    ...(images.length > 0 ? { images } : {}),
    ...(toolCalls ? { calls: toolCalls } : {}),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(toolCallId === undefined ? {} : { callId: toolCallId }),
  }
}

function jsonText<K extends string>(name: K, value: unknown): Partial<Record<K, JsonText>> {
  if (value === undefined) return {}
  const json: JsonText = { text: JSON.stringify(value, null, 2), ok: true }
  return { [name]: json } as Partial<Record<K, JsonText>>
}

function storedParameters(sent: Parameters): Column["parameters"] {
  const initial = initialParameters()
  const off = Object.fromEntries(
    Object.entries(initial).map(([name, setting]) => [name, { ...setting, on: false }]),
  )
  const on = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, { on: true, value }]))
  return { ...off, ...on }
}
