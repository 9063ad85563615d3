import type { Variant } from "#lib/domain/batch"
import type { BatchDetail, RunDetail } from "#lib/domain/history"
import { maxColumns, maxSamples } from "#lib/domain/setup"
import type { PromptParts } from "./column-prompt.ts"
import { literal, ownStart } from "./picture-start.ts"
import { type Column, cellKey, type Setup, type Workspace } from "./workspace.ts"
import { workspaceParts } from "./workspace-parts.ts"

/** What of a workspace is replaced when something of history is put back. */
export type Restored = Pick<
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
  | "columns"
  | "baselineId"
  | "variables"
> &
  Partial<Pick<Workspace, "checks" | "concurrency" | "costCeiling" | "cache">> & {
    /** Not all of them asked after the same messages: a column has room for a prompt of its own only. */
    hasOtherHistory?: boolean
  }

/** A batch as it was started, with its results in their cells; of a cell that was run again the last one. */
export function restoredBatch(detail: BatchDetail, newId: () => string): Restored | undefined {
  if (!detail.setup) return withoutSetup(detail, newId)
  const restored = restoredSetup(detail.setup)
  const { columns } = restored
  const { rows } = detail.setup.variables
  for (const { variant, run } of detail.runs) {
    const column = columns.find(({ id }) => id === variant.columnId)
    const row = variant.rowId === undefined ? rows[run.row] : rows.find(({ id }) => id === variant.rowId)
    if (column && row) column.results[cellKey(row.id, run.sample)] = { batchId: detail.id, runId: run.runId }
  }
  return restored
}

/** A setup without results. */
export function restoredSetup(setup: Setup): Restored {
  const columns = setup.columns.map((column): Column => ({ ...column, results: {} }))
  return { ...emptyParts, ...setup, costCeiling: setup.costCeiling, cache: setup.cache, columns }
}

/** A batch that no workspace started: a column per variant, as many as there is room for. */
function withoutSetup(detail: BatchDetail, newId: () => string): Restored | undefined {
  const variants = new Map<number, { variant: Variant; runs: BatchDetail["runs"] }>()
  for (const one of detail.runs) {
    const known = variants.get(one.run.variantIndex)
    if (known) known.runs.push(one)
    else variants.set(one.run.variantIndex, { variant: one.variant, runs: [one] })
  }
  const shown = [...variants.values()].slice(0, maxColumns)
  return sideBySide(
    shown.map(({ variant, runs }) => ({
      variant,
      results: Object.fromEntries(
        runs
          .slice(0, maxSamples)
          .map(({ run }, sample) => [cellKey(onlyRow, sample), { batchId: detail.id, runId: run.runId }]),
      ),
    })),
    newId,
  )
}

/** Runs of history side by side, a column each. */
export function restoredRuns(details: RunDetail[], newId: () => string): Restored | undefined {
  return sideBySide(
    details.slice(0, maxColumns).map(({ variant, run, summary }) => ({
      variant,
      results: { [cellKey(onlyRow, 0)]: { batchId: summary.batchId, runId: run.runId } },
    })),
    newId,
  )
}

/** What is not there any more must not stay from before either. */
const emptyParts = {
  prefix: undefined,
  suffix: undefined,
  negative: undefined,
  initImage: undefined,
  mask: undefined,
  tools: undefined,
  answerSchema: undefined,
}

/** Without variables the table has one row, which stands for the prompt as it is. */
const onlyRow = "first"

/** The first one's prompt is shared; what another has asked differently is its own. */
function sideBySide(
  items: { variant: Variant; results: Column["results"] }[],
  newId: () => string,
): Restored | undefined {
  const [first, ...others] = items.map(({ variant, results }) => ({
    ...workspaceParts(variant, newId),
    asked: variant.prompt,
    results,
    samples: Math.max(1, Object.keys(results).length),
  }))
  if (!first) return undefined
  const { mode, system } = first
  const hasOtherHistory = others.some(
    (own) => own.mode !== mode || (mode !== "image" && historyOf(own) !== historyOf(first)),
  )
  const { negative = "", initImage, mask } = first
  const shared = { negative: literal(negative), initImage, mask }
  const columns = [first, ...others].map((own): Column => {
    const prompt = promptTextOf(own)
    return {
      id: newId(),
      ...own.column,
      samples: own.samples,
      results: own.results,
      ...(prompt === promptTextOf(first) ? {} : { prompt: literal(prompt) }),
      ...(mode === "chat" && own.system !== system ? { system: literal(own.system) } : {}),
      ...(mode === "chat" && own.prefix !== undefined && own.prefix !== first.prefix
        ? { prefix: literal(own.prefix) }
        : {}),
      ...(mode === "image" ? ownStart(own.asked, shared) : {}),
    }
  })
  return {
    ...emptyParts,
    mode,
    ...(first.prefix === undefined ? {} : { prefix: literal(first.prefix) }),
    ...(first.suffix === undefined ? {} : { suffix: literal(first.suffix) }),
    ...(first.negative === undefined ? {} : { negative: literal(first.negative) }),
    ...(first.initImage ? { initImage: first.initImage } : {}),
    ...(first.mask === undefined ? {} : { mask: first.mask }),
    ...(first.tools ? { tools: first.tools } : {}),
    ...(first.answerSchema ? { answerSchema: first.answerSchema } : {}),
    promptText: literal(first.promptText),
    system: literal(system),
    turns: first.turns.map((turn) => ({ ...turn, text: literal(turn.text) })),
    columns,
    baselineId: columns[0]?.id ?? "",
    variables: { names: [], rows: [{ id: onlyRow, values: {} }] },
    hasOtherHistory,
  }
}

/** The messages before the prompt, which all columns share, to be compared. */
function historyOf({ turns }: Omit<PromptParts, "promptText">): string {
  const prompt = turns.findLastIndex(({ role }) => role === "user")
  const before = turns.filter((_, index) => index !== prompt).map(({ role, text }) => [role, text])
  return JSON.stringify(before)
}

function promptTextOf({ mode, promptText, turns }: Pick<Setup, "mode" | "promptText" | "turns">): string {
  return mode !== "chat" ? promptText : (turns.findLast(({ role }) => role === "user")?.text ?? "")
}
