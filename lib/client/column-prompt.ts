import { isEmptyPrompt, type Message, type Prompt } from "#lib/domain/prompt"
import type { Row } from "#lib/domain/setup-schema"
import { fill, variablesIn } from "#lib/domain/template"
import { type Column, promptTurnId, type Setup, type Turn } from "./workspace.ts"

/** The parts of a workspace that make a prompt. */
export type PromptParts = Pick<
  Setup,
  "mode" | "promptText" | "system" | "turns" | "prefix" | "suffix" | "negative" | "initImage" | "mask"
>

/** What a column may have of its own. */
type Overrides = Pick<Column, "prompt" | "system" | "prefix" | "start">

/** The shared texts with a column's own in their place. */
export function ownParts(parts: PromptParts, { prompt, system, prefix, start }: Overrides): PromptParts {
  const promptId = promptTurnId(parts.turns)
  const { negative, initImage, mask } = start ?? parts
  return {
    ...parts,
    promptText: prompt ?? parts.promptText,
    system: system ?? parts.system,
    prefix: prefix ?? parts.prefix,
    negative,
    initImage,
    mask,
    turns:
      prompt === undefined
        ? parts.turns
        : parts.turns.map((turn) => (turn.id === promptId ? { ...turn, text: prompt } : turn)),
  }
}

/** The text that the interface calls "Prompt". */
export function sharedPromptText({ mode, promptText, turns }: PromptParts): string {
  if (mode !== "chat") return promptText
  return turns.find(({ id }) => id === promptTurnId(turns))?.text ?? ""
}

/** All texts of a prompt that are sent in its mode. */
function textsOf({ mode, promptText, suffix, negative, system, turns, prefix }: PromptParts): string[] {
  if (mode === "image") return [promptText, negative ?? ""]
  return mode === "completion"
    ? [promptText, suffix ?? ""]
    : [system, ...turns.map(({ text }) => text), prefix ?? ""]
}

/** The prompt as it is sent, variables filled in when values are given: messages without text are left out. */
export function promptOf(parts: PromptParts, values?: Row["values"]): Prompt {
  const filled = (text: string) => (values ? fill(text, values) : text)
  if (parts.mode === "completion") {
    const suffix = filled(parts.suffix ?? "")
    return { kind: "text", text: filled(parts.promptText), ...(suffix === "" ? {} : { suffix }) }
  }
  if (parts.mode === "image") return imagePrompt(parts, filled)
  const prefix = filled(parts.prefix ?? "")
  const messages: Message[] = [
    { role: "system" as const, content: filled(parts.system) },
    ...parts.turns.map((turn) => messageOf(turn, filled)),
  ].filter((message) => !isBlank(message))
  if (prefix !== "") messages.push({ role: "assistant", content: prefix, prefix: true })
  return { kind: "chat", messages }
}

/** What a picture is to be of; a mask says nothing without the image that it lies on. */
function imagePrompt(
  { promptText, negative, initImage, mask }: PromptParts,
  filled: (text: string) => string,
): Prompt {
  const without = filled(negative ?? "").trim()
  return {
    kind: "image",
    text: filled(promptText),
    ...(without === "" ? {} : { negative: without }),
    ...(initImage === undefined ? {} : { initImage, ...(mask === undefined ? {} : { mask }) }),
  }
}

/** What a message has beside its text is sent without one too; a tool may well have nothing to say. */
function isBlank({ role, content, toolCalls }: Message): boolean {
  return typeof content === "string" && content.trim() === "" && role !== "tool" && !toolCalls
}

function messageOf(turn: Turn, filled: (text: string) => string): Message {
  const { role, text, images, calls, reasoning, callId } = turn
  const content = filled(text)
  if (role === "tool") return { role, content, toolCallId: callId ?? "" }
  if (role === "assistant" && calls?.length)
    return { role, content, toolCalls: calls, ...(reasoning === undefined ? {} : { reasoning }) }
  if (role === "user" && images?.length)
    return {
      role,
      content: [
        ...images.map((sha256) => ({ type: "image" as const, sha256 })),
        ...(content.trim() === "" ? [] : [{ type: "text" as const, text: content }]),
      ],
    }
  return { role, content }
}

/** The variables that the prompt of a column names, in their order. */
export function variablesOfColumn(parts: PromptParts, column: Overrides): string[] {
  const texts = textsOf(ownParts(parts, column)).filter((text) => text.includes("{{"))
  return texts.length === 0 ? [] : variablesIn(texts.join("\n"))
}

/** The variables that any column's prompt names, in their order. */
export function usedVariables(setup: PromptParts & { columns: Overrides[] }): string[] {
  return [...new Set(setup.columns.flatMap((column) => variablesOfColumn(setup, column)))]
}

/** True when a column has nothing to send. */
export function isBlankFor(parts: PromptParts, column: Overrides): boolean {
  return isEmptyPrompt(promptOf(ownParts(parts, column)))
}
