import type { RunSummary } from "#lib/domain/history"

/** What the list is made of: runs under headings of their days. */
export type HistoryLine =
  | { kind: "day"; key: string; at: number }
  | { kind: "run"; key: string; run: RunSummary }

/** Puts a heading before the first run of each day, in the reader's time zone. */
export function historyLines(runs: RunSummary[]): HistoryLine[] {
  let day = ""
  return runs.flatMap((run): HistoryLine[] => {
    const line: HistoryLine = { kind: "run", key: run.id, run }
    const its = new Date(run.createdAt).toDateString()
    if (its === day) return [line]
    day = its
    return [{ kind: "day", key: `day ${its}`, at: run.createdAt }, line]
  })
}
