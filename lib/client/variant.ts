import type { Variant } from "#lib/domain/batch"
import type { Connection } from "#lib/domain/connection"
import { describeModel } from "#lib/domain/models"
import {
  checkParameters,
  type ParameterProblem,
  type Parameters,
  type ParameterTarget,
  parametersFor,
} from "#lib/domain/parameters"
import {
  isEmptyPrompt,
  type Message,
  maxPromptChars,
  messageText,
  type Prompt,
  promptText,
} from "#lib/domain/prompt"
import { type Column, initialParameters, settingOf, type Workspace } from "./workspace.ts"

/** Whose model a column asks, in which mode; undefined when its connection is not there (any more). */
export function targetOf(
  mode: Workspace["mode"],
  column: Column,
  connections: Connection[],
): ParameterTarget | undefined {
  const connection = connections.find(({ id }) => id === column.connectionId)
  if (!connection) return undefined
  const model =
    connection.models.find(({ id }) => id === column.model) ??
    describeModel(connection.provider, column.model)
  return { provider: connection.provider, mode, model }
}

/** The parameters that a column sends to a target: those that are on and that it takes. */
export function sentParameters(column: Column, target: ParameterTarget): Parameters {
  return Object.fromEntries(
    parametersFor(target).flatMap((spec) => {
      const { on, value } = settingOf(column, spec)
      const nothing = spec.kind === "strings" && Array.isArray(value) && value.length === 0
      return on && !nothing ? [[spec.name, value]] : []
    }),
  )
}

/** The prompt as it is sent: messages without text are left out. */
export function promptOf({
  mode,
  promptText,
  system,
  turns,
}: Pick<Workspace, "mode" | "promptText" | "system" | "turns">): Prompt {
  if (mode === "completion") return { kind: "text", text: promptText }
  const messages: Message[] = [
    { role: "system" as const, content: system },
    ...turns.map(({ role, text }) => ({ role, content: text })),
  ].filter(({ content }) => content.trim() !== "")
  return { kind: "chat", messages }
}

/** A column as a request; undefined when its connection is not there. */
export function variantOf(
  workspace: Workspace,
  column: Column,
  connections: Connection[],
): Variant | undefined {
  const target = targetOf(workspace.mode, column, connections)
  if (!target) return undefined
  return {
    connectionId: column.connectionId,
    model: column.model,
    mode: workspace.mode,
    prompt: promptOf(workspace),
    parameters: sentParameters(column, target),
  }
}

/** Why a column cannot run as it stands. */
export type RunObstacle =
  | { kind: "empty_prompt" }
  | { kind: "prompt_too_long"; max: number }
  | { kind: "no_connection" }
  | { kind: "mode_not_taken"; mode: Workspace["mode"]; model: string }
  | { kind: "parameter"; problem: ParameterProblem }

/** What must be put right before a column can run, the prompt first; empty when it can. */
export function obstaclesOf(workspace: Workspace, column: Column, connections: Connection[]): RunObstacle[] {
  const prompt = promptOf(workspace)
  const target = targetOf(workspace.mode, column, connections)
  const obstacles: RunObstacle[] = []
  if (isEmptyPrompt(prompt)) obstacles.push({ kind: "empty_prompt" })
  if (promptText(prompt).length > maxPromptChars)
    obstacles.push({ kind: "prompt_too_long", max: maxPromptChars })
  if (!target) return [...obstacles, { kind: "no_connection" }]
  if (!target.model.modes.includes(workspace.mode))
    obstacles.push({ kind: "mode_not_taken", mode: workspace.mode, model: column.model })
  for (const problem of checkParameters(sentParameters(column, target), target))
    obstacles.push({ kind: "parameter", problem })
  return obstacles
}

/** A stored request as the parts of a workspace that made it. */
export function workspaceParts(
  variant: Variant,
  newId: () => string,
): Pick<Workspace, "mode" | "promptText" | "system" | "turns"> & {
  column: Pick<Column, "connectionId" | "model" | "parameters">
} {
  const { prompt } = variant
  const messages = prompt.kind === "chat" ? prompt.messages : []
  const turns = messages.flatMap((message) =>
    message.role === "system" ? [] : [{ id: newId(), role: message.role, text: messageText(message) }],
  )
  const hasUser = turns.some(({ role }) => role === "user")
  return {
    mode: prompt.kind === "chat" ? "chat" : "completion",
    promptText: prompt.kind === "text" ? prompt.text : "",
    system: messages
      .filter(({ role }) => role === "system")
      .map(messageText)
      .join("\n\n"),
    turns: hasUser ? turns : [...turns, { id: newId(), role: "user", text: "" }],
    column: {
      connectionId: variant.connectionId,
      model: variant.model,
      parameters: storedParameters(variant.parameters),
    },
  }
}

function storedParameters(sent: Parameters): Column["parameters"] {
  const initial = initialParameters()
  const off = Object.fromEntries(
    Object.entries(initial).map(([name, setting]) => [name, { ...setting, on: false }]),
  )
  const on = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, { on: true, value }]))
  return { ...off, ...on }
}
