import { checkParameter, type ParameterProblem } from "#lib/domain/check-parameters"
import type { Connection } from "#lib/domain/connection"
import { parametersFor } from "#lib/domain/parameters"
import { takes } from "#lib/domain/provider-traits"
import {
  type CarriedParameters,
  type CarriedSettings,
  carriedParameters,
  type Restoring,
} from "./carried-settings.ts"
import { targetOf } from "./variant.ts"
import { baselineOf, type Column, columnName, settingOf, type Workspace } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"

/** What was left out: a model that is not there, a setting that does not fit a column, what no file can carry. */
export type Skipped =
  | { what: "model"; name: string }
  | { what: "negative" }
  | { what: "initImage" }
  | { what: "mask" }
  | { what: "parameter"; problem: ParameterProblem; value: string; column: string }

/** What becomes of a picture's settings: the change of the workspace, and what it leaves out. */
export interface RestoredSettings {
  edit: Edit
  skipped: Skipped[]
}

/**
 * Puts the settings of a picture back. All of them belong together and go into the baseline column; a seed or a size
 * alone goes into every column that takes it, so that the columns stay comparable. The edit is for this workspace as it
 * is now.
 */
export function restoredSettings(
  settings: CarriedSettings,
  workspace: Workspace,
  connections: Connection[],
  restoring: Restoring,
): RestoredSettings {
  const baseline = baselineOf(workspace)
  if (!baseline) return { edit: () => ({}), skipped: [] }
  if (restoring === "all") return allRestored(settings, workspace, baseline, connections)
  if (restoring === "prompt") {
    const words = wordsOf(settings)
    const columns =
      words.promptText === undefined ? {} : { columns: put(workspace.columns, withSharedPrompt(baseline)) }
    return { edit: () => ({ ...words, ...columns }), skipped: [] }
  }
  const { [restoring]: value } = carriedParameters(settings)
  const fitted = workspace.columns.map((column) =>
    taking({ [restoring]: value }, column, workspace, connections),
  )
  return {
    edit: () => ({ columns: fitted.map(({ column }) => column) }),
    skipped: fitted.flatMap((one) => one.skipped),
  }
}

function allRestored(
  settings: CarriedSettings,
  workspace: Workspace,
  baseline: Column,
  connections: Connection[],
): RestoredSettings {
  const model = modelOf(settings, baseline, connections)
  const target = targetOf("image", { ...baseline, ...model }, connections)
  const sent = carriedParameters(settings)
  // Our own form names all that was sent: what it does not name was off.
  const off: Column["parameters"] = {}
  if (settings.version !== undefined && target)
    for (const spec of parametersFor(target))
      if (sent[spec.name] === undefined) off[spec.name] = { ...settingOf(baseline, spec), on: false }
  const { column, skipped } = taking(
    sent,
    { ...withSharedPrompt(baseline), ...model, parameters: { ...baseline.parameters, ...off } },
    workspace,
    connections,
  )
  const isNegativeLost = !!settings.negative && !!target && !takes(target.provider, "negative")
  const { negative, ...words } = wordsOf(settings)
  return {
    edit: () => ({
      ...words,
      negative: isNegativeLost ? undefined : negative,
      columns: put(workspace.columns, column),
    }),
    skipped: [
      ...(settings.model && !model ? [{ what: "model" as const, name: settings.model }] : []),
      ...(isNegativeLost ? [{ what: "negative" as const }] : []),
      ...skipped,
      ...(settings.hasInitImage ? [{ what: "initImage" as const }] : []),
      ...(settings.hasMask ? [{ what: "mask" as const }] : []),
    ],
  }
}

/** What was sent has no variables any more: braces in it are text. */
function wordsOf({ prompt, negative }: CarriedSettings): Partial<Workspace> {
  const literal = (text: string) => text.replaceAll("{{", "\\{{")
  return {
    ...(prompt ? { promptText: literal(prompt) } : {}),
    ...(negative ? { negative: literal(negative) } : {}),
  }
}

/** A prompt, or negative words, of the column's own would hide those that are put back. */
function withSharedPrompt({ prompt: _, start: __, ...column }: Column): Column {
  return column
}

/** Where the model is that a picture was made with: at its connection, else the column's, else any that has it. */
function modelOf(
  { model, connectionName }: CarriedSettings,
  column: Column,
  connections: Connection[],
): Pick<Column, "connectionId" | "model"> | undefined {
  if (!model) return undefined
  const having = connections.filter(({ models }) =>
    models.some(({ id, modes }) => id === model && modes.includes("image")),
  )
  const connection =
    having.find(({ name }) => name === connectionName) ??
    having.find(({ id }) => id === column.connectionId) ??
    having[0]
  return connection && { connectionId: connection.id, model }
}

/** A column with those of the settings that it can send. */
function taking(
  wanted: CarriedParameters,
  column: Column,
  { columns }: Workspace,
  connections: Connection[],
): { column: Column; skipped: Skipped[] } {
  const target = targetOf("image", column, connections)
  const parameters = { ...column.parameters }
  const skipped: Skipped[] = []
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined || !target) continue
    const problem = checkParameter(name, value, target)
    if (problem)
      skipped.push({
        what: "parameter",
        problem,
        value: String(value),
        column: columnName(columns, column.id),
      })
    else parameters[name] = { on: true, value }
  }
  return { column: { ...column, parameters }, skipped }
}

const put = (columns: Column[], column: Column): Column[] =>
  columns.map((one) => (one.id === column.id ? column : one))
