import type { ParameterValue } from "#lib/domain/parameters"
import {
  type Column,
  type ColumnResult,
  initialParameters,
  type Turn,
  type View,
  type Workspace,
} from "./workspace.ts"

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

/** Removes a message, unless it is the only one of the user. */
export const removeTurn =
  (id: string): Edit =>
  ({ turns }) => {
    const rest = turns.filter((turn) => turn.id !== id)
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

/** Changes one column; the others stay the same objects. */
export const changeColumn =
  (id: string, change: (column: Column) => Column): Edit =>
  ({ columns }) => ({ columns: columns.map((column) => (column.id === id ? change(column) : column)) })

export const setModel = (columnId: string, connectionId: string, model: string): Edit =>
  changeColumn(columnId, (column) => ({ ...column, connectionId, model }))

export const setParameter = (columnId: string, name: string, value: ParameterValue): Edit =>
  changeColumn(columnId, (column) => ({
    ...column,
    parameters: { ...column.parameters, [name]: { on: true, value } },
  }))

/** Switches a parameter on or off; off, it keeps its value for later. */
export const switchParameter = (columnId: string, name: string, on: boolean, initial: ParameterValue): Edit =>
  changeColumn(columnId, (column) => ({
    ...column,
    parameters: {
      ...column.parameters,
      [name]: { on, value: column.parameters[name]?.value ?? initial },
    },
  }))

export const resetParameters = (columnId: string): Edit =>
  changeColumn(columnId, (column) => ({ ...column, parameters: initialParameters() }))

export const setResult = (columnId: string, result: ColumnResult | undefined): Edit =>
  changeColumn(columnId, (column) => ({ ...column, result }))

export const setView =
  (change: Partial<View>): Edit =>
  ({ view }) => ({ view: { ...view, ...change } })
