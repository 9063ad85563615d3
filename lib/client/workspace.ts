import { type ParameterSpec, parameterSpecs } from "#lib/domain/parameters"
import type { Row } from "#lib/domain/setup-schema"
import type { WorkspaceKind } from "./workspace-kind.ts"
import type {
  Column,
  ColumnResult,
  Reading,
  Setting,
  Setup,
  Turn,
  View,
  Workspace,
  WorkspacePreset,
} from "./workspace-schema.ts"

export type { Column, ColumnResult, Reading, Row, Setting, Setup, Turn, View, Workspace, WorkspacePreset }

/** What a new column would send for a parameter. */
export function initialSetting(spec: ParameterSpec): Setting {
  return { on: spec.initiallyOn, value: spec.initial }
}

/** All settings of a new column. Pictures are compared at one seed: else each run changes more than the settings. */
export function initialParameters(kind: WorkspaceKind = "text"): Record<string, Setting> {
  const initial = Object.fromEntries(parameterSpecs.map((spec) => [spec.name, initialSetting(spec)]))
  return kind === "image" && initial.seed ? { ...initial, seed: { ...initial.seed, on: true } } : initial
}

/** A column as it is before anybody touched it: the sandbox, which needs no key. */
export function newColumn(id: string, kind: WorkspaceKind = "text"): Column {
  return {
    id,
    connectionId: "sandbox",
    model: kind === "image" ? "sandbox-image" : "sandbox-small",
    parameters: initialParameters(kind),
    samples: 1,
    results: {},
  }
}

/** The workspace of a first visit: the same on the server and in the browser, hence the fixed ids. */
export function emptyWorkspace(kind: WorkspaceKind = "text"): Workspace {
  return {
    version: 2,
    mode: kind === "image" ? "image" : "chat",
    promptText: "",
    system: "",
    turns: [{ id: "first", role: "user", text: "" }],
    columns: [newColumn("first", kind)],
    baselineId: "first",
    variables: { names: [], rows: [{ id: "first", values: {} }] },
    checks: [],
    concurrency: 5,
    view: {
      rendering: "markdown",
      openSettings: ["first"],
      moreSettings: false,
      testModels: false,
      promptWidth: 440,
      promptOpen: true,
      reading: "answers",
      diffBy: "auto",
      syncScroll: true,
      judging: false,
      layout: "table",
      rowId: "first",
      samples: {},
      selected: [],
    },
  }
}

/** What is tried, without what came of it and how it is looked at: goes to the server with each batch. */
export function setupOf({ version: _, view: __, preset: ___, columns, ...setup }: Workspace): Setup {
  return { ...setup, columns: columns.map(({ results: ____, ...column }) => column) }
}

/** A column's setting, also of a parameter that came into Bracket after the column was made. */
export function settingOf(column: Pick<Column, "parameters">, spec: ParameterSpec): Setting {
  return column.parameters[spec.name] ?? initialSetting(spec)
}

/** A, B, C ... by place. */
export function columnLetter(index: number): string {
  return String.fromCharCode(65 + (index % 26)) + (index >= 26 ? String(Math.floor(index / 26)) : "")
}

/** What a column is called: its own name, or its letter. */
export function columnName(columns: Pick<Column, "id" | "name">[], id: string): string {
  const index = columns.findIndex((column) => column.id === id)
  return columns[index]?.name ?? columnLetter(Math.max(0, index))
}

/** The column that the others are compared with; the first when the one that was chosen is gone. */
export function baselineOf<T extends { id: string }>({
  columns,
  baselineId,
}: {
  columns: T[]
  baselineId: string
}): T | undefined {
  return columns.find(({ id }) => id === baselineId) ?? columns[0]
}

/** The id of the message that is called "Prompt": the last one of the user. */
export function promptTurnId(turns: Turn[]): string | undefined {
  return turns.findLast(({ role }) => role === "user")?.id
}

/** Where a column keeps the result of one repetition of one row. */
export function cellKey(rowId: string, sample: number): string {
  return `${rowId}/${sample}`
}

/** The row that the columns show. */
export function shownRowId({ variables, view }: Pick<Workspace, "variables" | "view">): string {
  const { rows } = variables
  return (rows.find(({ id }) => id === view.rowId) ?? rows[0])?.id ?? ""
}

/** The sample that a column shows, counted from 0. */
export function shownSample(view: View, column: Column): number {
  return Math.min(view.samples[column.id] ?? 0, column.samples - 1)
}

/** The cell that a column shows just now. */
export function shownCell(workspace: Pick<Workspace, "variables" | "view">, column: Column): string {
  return cellKey(shownRowId(workspace), shownSample(workspace.view, column))
}

/** The columns as they stand on the page: in blind mode in the order of the draw. */
export function shownColumns({ columns, view }: Pick<Workspace, "columns" | "view">): Column[] {
  const { blind } = view
  if (!blind) return columns
  const place = (column: Column) => {
    const index = blind.indexOf(column.id)
    return index < 0 ? blind.length : index
  }
  return [...columns].sort((a, b) => place(a) - place(b))
}
