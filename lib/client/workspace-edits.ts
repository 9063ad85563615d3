import { renameInText } from "#lib/domain/template"
import type { Turn, View, Workspace } from "./workspace.ts"

/** A change of the workspace, for `setState`: takes the whole, returns the part that changed. */
export type Edit = (workspace: Workspace) => Partial<Workspace>

export const setMode =
  (mode: Workspace["mode"]): Edit =>
  (workspace) => {
    if (mode === workspace.mode) return {}
    // What was written carries over where the other mode has nothing yet, so that switching never shows a blank.
    const first = workspace.turns.find(({ role }) => role === "user")
    if (mode === "completion" && workspace.promptText === "" && workspace.turns.length === 1 && first)
      return { mode, promptText: first.text }
    if (mode === "chat" && first && workspace.turns.every(({ text }) => text === ""))
      return { mode, turns: [{ ...first, text: workspace.promptText }] }
    return { mode }
  }

export const setPromptText =
  (promptText: string): Edit =>
  () => ({ promptText })

export const setSystem =
  (system: string): Edit =>
  () => ({ system })

const mapTurn = (id: string, change: (turn: Turn) => Turn): Edit =>
  function mapped({ turns }) {
    return { turns: turns.map((turn) => (turn.id === id ? change(turn) : turn)) }
  }

export const setTurnText = (id: string, text: string): Edit => mapTurn(id, (turn) => ({ ...turn, text }))

/** The last message of the user keeps its role: it is the prompt. */
export const setTurnRole =
  (id: string, role: Turn["role"]): Edit =>
  (workspace) => {
    const next = mapTurn(id, (turn) => ({ ...turn, role }))(workspace)
    return next.turns?.some((turn) => turn.role === "user") ? next : {}
  }

/** Adds a message at the end, of the role whose turn it is. */
export const addTurn =
  (id: string): Edit =>
  ({ turns }) => ({
    turns: [...turns, { id, role: turns.at(-1)?.role === "user" ? "assistant" : "user", text: "" }],
  })

/** Removes a message, unless it is the only one of the user; with it go the answers to calls that it asked for. */
export const removeTurn =
  (id: string): Edit =>
  ({ turns }) => {
    const calls = turns.find((turn) => turn.id === id)?.calls?.map((call) => call.id)
    const rest = turns.filter((turn) => turn.id !== id && !calls?.includes(turn.callId ?? ""))
    return rest.some(({ role }) => role === "user") ? { turns: rest } : {}
  }

/** Moves a message by one place or more; past an end it stays at the end. */
export const moveTurn =
  (id: string, by: number): Edit =>
  ({ turns }) => {
    const from = turns.findIndex((turn) => turn.id === id)
    const turn = turns[from]
    if (!turn) return {}
    const rest = turns.filter((other) => other.id !== id)
    const to = Math.min(rest.length, Math.max(0, from + by))
    return { turns: [...rest.slice(0, to), turn, ...rest.slice(to)] }
  }

/** Calls a variable by another name in everything that is sent; its column of the table is the table's own matter. */
export const renameInPrompts =
  (from: string, to: string): Edit =>
  ({ promptText, negative, system, turns, columns }) => {
    const renamed = (text: string) => renameInText(text, from, to)
    return {
      promptText: renamed(promptText),
      ...(negative === undefined ? {} : { negative: renamed(negative) }),
      system: renamed(system),
      turns: turns.map((turn) => ({ ...turn, text: renamed(turn.text) })),
      columns: columns.map((column) => ({
        ...column,
        ...(column.prompt === undefined ? {} : { prompt: renamed(column.prompt) }),
        ...(column.system === undefined ? {} : { system: renamed(column.system) }),
      })),
    }
  }

export const setView =
  (change: Partial<View>): Edit =>
  ({ view }) => ({ view: { ...view, ...change } })
