import { type RunPlace, runPlaces, runsIn } from "#lib/client/history-entries"
import type { BatchSummary, RunSummary } from "#lib/domain/history"

/** What the list is made of: runs and comparisons under headings of their days, an open comparison's runs under it. */
export type HistoryLine =
  | { kind: "day"; key: string; at: number }
  | { kind: "run"; key: string; run: RunSummary; place?: RunPlace }
  | { kind: "entry"; key: string; entry: BatchSummary; isOpen: boolean }
  | { kind: "rest"; key: string; batchId: string; hasFailed: boolean }

/** The runs that an open entry shows beyond those that it has itself. */
export type RestOfRuns = { state: "loading" } | { state: "failed" } | { state: "there"; runs: RunSummary[] }

/** A line that can have the focus. */
export type FocusLine = Extract<HistoryLine, { kind: "run" | "entry" }>

export function isFocusLine(line: HistoryLine): line is FocusLine {
  return line.kind === "run" || line.kind === "entry"
}

/** The list of matching runs. */
export function runLines(runs: RunSummary[]): HistoryLine[] {
  return underDays(runs, (run) => [{ kind: "run", key: run.id, run }])
}

/** The list without filters; `open`: the entries that are open, by id. A batch of one run is that run. */
export function entryLines(entries: BatchSummary[], open: ReadonlyMap<string, RestOfRuns>): HistoryLine[] {
  return underDays(entries, (entry) => {
    const [only] = entry.runs
    if (only && runsIn(entry) === 1) return [{ kind: "run", key: only.id, run: only }]
    const rest = open.get(entry.id)
    const line: HistoryLine = { kind: "entry", key: entryKey(entry.id), entry, isOpen: rest !== undefined }
    return rest ? [line, ...linesIn(entry, rest)] : [line]
  })
}

/** The key of an entry's line; a run's is its id. */
export function entryKey(batchId: string): string {
  return `batch ${batchId}`
}

/** The line of the entry in which a run stands: undefined where it stands alone. */
export function entryLineOf(lines: HistoryLine[], line: HistoryLine | undefined): FocusLine | undefined {
  if (line?.kind !== "run" || !line.place) return undefined
  const key = entryKey(line.run.batchId)
  return lines.filter(isFocusLine).find((candidate) => candidate.key === key)
}

/** Whether a line is the other one, or a run under it. */
export function isPartOf(line: FocusLine, whole: FocusLine): boolean {
  if (line.key === whole.key) return true
  return line.kind === "run" && whole.kind === "entry" && line.run.batchId === whole.entry.id
}

/** Whether a line stands for this run, alone or among others. */
export function showsRun(line: FocusLine, runId: string): boolean {
  return line.kind === "run" ? line.run.id === runId : line.entry.runs.some(({ id }) => id === runId)
}

function linesIn(entry: BatchSummary, rest: RestOfRuns): HistoryLine[] {
  const isWhole = runsIn(entry) <= entry.runs.length
  const runs = isWhole || rest.state !== "there" ? entry.runs : rest.runs
  const places = runPlaces(entry, runs)
  const lines = runs.map((run): HistoryLine => ({ kind: "run", key: run.id, run, place: places.get(run.id) }))
  if (isWhole || rest.state === "there") return lines
  const key = `rest ${entry.id}`
  return [...lines, { kind: "rest", key, batchId: entry.id, hasFailed: rest.state === "failed" }]
}

/** Puts a heading before the first item of each day, in the reader's time zone. */
function underDays<Item extends { createdAt: number }>(
  items: Item[],
  linesOf: (item: Item) => HistoryLine[],
): HistoryLine[] {
  let day = ""
  return items.flatMap((item): HistoryLine[] => {
    const its = new Date(item.createdAt).toDateString()
    if (its === day) return linesOf(item)
    day = its
    return [{ kind: "day", key: `day ${its}`, at: item.createdAt }, ...linesOf(item)]
  })
}
