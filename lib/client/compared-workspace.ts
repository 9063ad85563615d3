import type {
  ComparedColumn,
  ComparedPrompt,
  ComparedResult,
  Comparison,
} from "#lib/client/export/comparison"
import type { Variant } from "#lib/domain/batch"
import type { Connection } from "#lib/domain/connection"
import type { Judgement } from "#lib/domain/judgement"
import { messageText, promptText } from "#lib/domain/prompt"
import type { RunState } from "#lib/domain/run"
import { checkKey } from "./check-key.ts"
import { differencesOf, factsOf } from "./column-differences.ts"
import { promptOf, usedVariables } from "./column-prompt.ts"
import { rowsOf } from "./run-plan.ts"
import { sentParameters, targetOf } from "./variant.ts"
import { baselineOf, type Column, cellKey, columnName, type Workspace } from "./workspace.ts"
import { workspaceParts } from "./workspace-parts.ts"

/** What the workspace does not hold itself: where its results are, and how checks and errors read. */
export interface ComparedSources {
  connections: Connection[]
  runOf: (runId: string) => RunState | undefined
  /** What a run was asked: settings may have been changed since. */
  variantOf: (runId: string) => Variant | undefined
  judgementOf: (runId: string) => Judgement | undefined
  describeCheck: (checkId: string) => string
  errorText: (error: NonNullable<RunState["error"]>) => string
}

/** A workspace with its results as it leaves Bracket; `at`: epoch ms. */
export function comparedWorkspace(
  workspace: Workspace,
  sources: ComparedSources,
  { title, at }: { title: string; at: number },
): Comparison {
  // Each answer leaves with the settings that made it, whatever the sliders say since.
  const columns = workspace.columns.map((column) => asItWasRun(column, sources))
  const ran = { ...workspace, columns }
  const rows = rowsOf(workspace)
  const { names } = workspace.variables
  return {
    title,
    exportedAt: at,
    prompt: promptParts(workspace, sources),
    ...(names.length > 0 ? { variables: { names, rows: rows.map(({ values }) => values) } } : {}),
    columns: columns.map((column) => comparedColumn(ran, column, sources)),
    results: columns.flatMap((column, place) =>
      rows.flatMap((row, rowPlace) =>
        Array.from({ length: column.samples }, (_, sample) => sample).flatMap((sample) => {
          const result = column.results[cellKey(row.id, sample)]
          const run = result && sources.runOf(result.runId)
          if (!result || !run) return []
          const judgement = sources.judgementOf(result.runId)
          return [
            comparedResult({ column: place, row: rowPlace, sample }, run, judgement, workspace, sources),
          ]
        }),
      ),
    ),
  }
}

/** The prompt as it was sent; with variables, as it stands now, for what was sent differs from row to row. */
function promptParts(workspace: Workspace, sources: ComparedSources): ComparedPrompt {
  const baseline = baselineOf(workspace)
  const asked =
    baseline && baseline.prompt === undefined && usedVariables(workspace).length === 0
      ? askedOfColumn(baseline, sources)
      : undefined
  const prompt = asked?.prompt ?? promptOf(workspace)
  return prompt.kind !== "chat"
    ? { mode: "completion", text: promptText(prompt) }
    : {
        mode: "chat",
        messages: prompt.messages.map((message) => ({ role: message.role, text: messageText(message) })),
      }
}

/** What the first result of a column was asked. */
function askedOfColumn({ results }: Column, { variantOf }: ComparedSources): Variant | undefined {
  for (const { runId } of Object.values(results)) {
    const variant = variantOf(runId)
    if (variant) return variant
  }
  return undefined
}

/** A column with the model and the settings that its results were made with. */
function asItWasRun(column: Column, sources: ComparedSources): Column {
  const asked = askedOfColumn(column, sources)
  if (!asked) return column
  const { connectionId, model, parameters } = workspaceParts(asked, () => column.id).column
  return { ...column, connectionId, model, parameters }
}

function comparedColumn(
  workspace: Workspace,
  column: Column,
  { connections }: ComparedSources,
): ComparedColumn {
  const { mode, columns } = workspace
  const target = targetOf(mode, column, connections)
  const baseline = baselineOf(workspace)
  const isBaseline = baseline?.id === column.id
  const base = baseline ? factsOf(mode, baseline, connections) : []
  const different = isBaseline ? [] : (differencesOf(workspace, connections).of.get(column.id) ?? [])
  return {
    name: columnName(columns, column.id),
    model: column.model,
    connectionName: connections.find(({ id }) => id === column.connectionId)?.name ?? column.connectionId,
    parameters: target ? sentParameters(column, target) : {},
    differences: different.map(({ kind, name, value }) => ({
      name,
      value: kind === "model" ? column.model : value,
      baseline: kind === "model" ? baseline?.model : base.find((fact) => fact.name === name)?.value,
    })),
    isBaseline,
  }
}

function comparedResult(
  place: Pick<ComparedResult, "column" | "row" | "sample">,
  run: RunState,
  judgement: Judgement | undefined,
  workspace: Workspace,
  { describeCheck, errorText }: ComparedSources,
): ComparedResult {
  const known = new Set(workspace.checks.map(checkKey))
  const checks = (judgement?.checks ?? run.checks)?.filter(({ checkId }) => known.has(checkId))
  return {
    ...place,
    status: run.status,
    text: run.text,
    ...(run.finishReason ? { finishReason: run.finishReason } : {}),
    ...(run.reasoning ? { reasoning: run.reasoning } : {}),
    ...(run.error ? { error: { code: run.error.code, message: errorText(run.error) } } : {}),
    ...(run.usage ? { usage: run.usage } : {}),
    ...(run.cost === undefined ? {} : { cost: run.cost }),
    ...(run.cached ? { fromCache: cacheFacts(run) } : {}),
    ...(run.timing ? { timing: run.timing } : {}),
    ...(checks?.length
      ? { checks: checks.map(({ checkId, passed }) => ({ label: describeCheck(checkId), passed })) }
      : {}),
    ...(judgement
      ? { judgement: { rating: judgement.rating, note: judgement.note, winner: judgement.winner } }
      : {}),
  }
}

function cacheFacts({ cached, finishedAt }: RunState): ComparedResult["fromCache"] {
  if (typeof cached !== "object" || finishedAt === undefined) return {}
  const { at, savedCost } = cached
  return { ageMs: Math.max(0, finishedAt - at), ...(savedCost === undefined ? {} : { savedCost }) }
}
