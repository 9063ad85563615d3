import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query"
import type {
  BatchesPage,
  BatchSummary,
  ChangeRun,
  HistoryPage,
  RunDetail,
  RunSummary,
} from "#lib/domain/history"
import { batchesKey } from "./batch.ts"
import { runsKey } from "./runs.ts"

/** What is changed: one run, or all runs of a batch. */
export type ChangeTarget = { runId: string } | { batchId: string }

export const runKeyBase = ["run"] as const

/** Wherever a run is shown: in lists page by page, in an entry of History, in an open entry, in full. */
const places = {
  pages: [...runsKey, "list"],
  entries: [...batchesKey, "list"],
  open: [...runsKey, "of-batch"],
  details: runKeyBase,
} as const

/** Shows a change wherever the runs are listed, before the server has answered; answers what takes it back. */
export async function changeListed(
  client: QueryClient,
  target: ChangeTarget,
  change: ChangeRun,
): Promise<() => void> {
  const keys: QueryKey[] = Object.values(places)
  await Promise.all(
    keys.map((queryKey) =>
      // What is loaded for the first time goes on: it would be missing, and nobody would ask again.
      client.cancelQueries({ queryKey, predicate: ({ state }) => state.data !== undefined }),
    ),
  )
  const before = keys.flatMap((queryKey) => client.getQueriesData({ queryKey }))
  client.setQueriesData<InfiniteData<HistoryPage>>({ queryKey: places.pages }, (list) =>
    inPages(list, (page) => ({ ...page, runs: changedRuns(page.runs, target, change) })),
  )
  client.setQueriesData<InfiniteData<BatchesPage>>({ queryKey: places.entries }, (list) =>
    inPages(list, (page) => ({
      ...page,
      batches: page.batches.flatMap((entry) => changedEntry(entry, target, change)),
    })),
  )
  client.setQueriesData<RunSummary[]>({ queryKey: places.open }, (runs) =>
    runs ? changedRuns(runs, target, change) : runs,
  )
  client.setQueriesData<RunDetail>({ queryKey: places.details }, (detail) => {
    const [summary] = detail ? changedRuns([detail.summary], target, change) : []
    return detail && summary ? { ...detail, summary } : detail
  })
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data)
  }
}

function inPages<Page>(
  list: InfiniteData<Page> | undefined,
  changed: (page: Page) => Page,
): InfiniteData<Page> | undefined {
  return list ? { ...list, pages: list.pages.map(changed) } : list
}

function changedRuns(runs: RunSummary[], target: ChangeTarget, change: ChangeRun): RunSummary[] {
  const winner = change.winner ? runs.find((run) => isMeant(run, target)) : undefined
  return runs.flatMap((run) => {
    if (isMeant(run, target)) return changedRun(run, change) ?? []
    return winner && isRival(run, winner) ? (changedRun(run, { winner: false }) ?? []) : [run]
  })
}

/** One row of a batch has one winner: the server uncrowns the others. */
function isRival(run: RunSummary, winner: RunSummary): boolean {
  return run.batchId === winner.batchId && run.row === winner.row
}

/** Undefined when it goes away. */
function changedRun(run: RunSummary, { deleted, starred, rating, note, winner }: ChangeRun) {
  if (deleted) return undefined
  const said = { rating, note, winner }
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
  return { ...run, starred: starred ?? run.starred, judgement: { ...run.judgement, ...given } }
}

/** An entry with its runs changed; without any, it is gone. */
export function changedEntry(entry: BatchSummary, target: ChangeTarget, change: ChangeRun): BatchSummary[] {
  if (change.deleted && "batchId" in target) return target.batchId === entry.id ? [] : [entry]
  const counts = { ...entry.counts }
  for (const run of change.deleted ? entry.runs : [])
    if (isMeant(run, target)) counts[run.status] = (counts[run.status] ?? 1) - 1
  const runs = changedRuns(entry.runs, target, change)
  return Object.values(counts).some((count) => count > 0) ? [{ ...entry, counts, runs }] : []
}

function isMeant(run: RunSummary, target: ChangeTarget): boolean {
  return "runId" in target ? run.id === target.runId : run.batchId === target.batchId
}
