import { type InfiniteData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query"
import type { ChangeRun, HistoryPage, RunDetail } from "#lib/domain/history"
import { isFinal } from "#lib/domain/outcome"
import { request, send } from "./request.ts"
import { runsKey } from "./runs.ts"

const detail = () => import("#lib/domain/history").then(({ runDetailSchema }) => runDetailSchema)

function path(runId: string): string {
  return `/api/runs/${encodeURIComponent(runId)}`
}

function runKey(runId: string) {
  return ["run", runId] as const
}

/** `GET /api/runs/:id`: one run in full. Asked again every two seconds until it has ended. */
export function runQuery(runId: string) {
  return queryOptions({
    queryKey: runKey(runId),
    queryFn: ({ signal }) => request(detail, path(runId), { signal }),
    refetchInterval: ({ state }) =>
      state.data && !isFinal(state.data.summary.status) && state.status === "success" ? 2000 : false,
  })
}

/** `PATCH /api/runs/:id` and `DELETE /api/runs/:id`: shown at once, taken back when the server refuses. */
export function useChangeRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ runId, change }: { runId: string; change: ChangeRun }) =>
      change.deleted === true
        ? send(path(runId), { method: "DELETE" })
        : send(path(runId), { method: "PATCH", body: change }),
    onMutate: async ({ runId, change }) => {
      await client.cancelQueries({ queryKey: [...runsKey, "list"] })
      const lists = client.getQueriesData<InfiniteData<HistoryPage>>({ queryKey: [...runsKey, "list"] })
      const detail = client.getQueryData<RunDetail>(runKey(runId))
      client.setQueriesData<InfiniteData<HistoryPage>>({ queryKey: [...runsKey, "list"] }, (list) =>
        list ? { ...list, pages: list.pages.map((page) => changePage(page, runId, change)) } : list,
      )
      if (detail && change.starred !== undefined) {
        const summary = { ...detail.summary, starred: change.starred }
        client.setQueryData<RunDetail>(runKey(runId), { ...detail, summary })
      }
      return { lists, detail }
    },
    onError: (_, { runId }, before) => {
      for (const [key, list] of before?.lists ?? []) client.setQueryData(key, list)
      if (before?.detail) client.setQueryData(runKey(runId), before.detail)
    },
    onSettled: (_, error, { change }) => {
      // A star needs no new list, unless it went wrong; what came back or went away does.
      if (error || change.deleted !== undefined) return client.invalidateQueries({ queryKey: runsKey })
    },
  })
}

function changePage(page: HistoryPage, runId: string, change: ChangeRun): HistoryPage {
  if (change.deleted) return { ...page, runs: page.runs.filter((run) => run.id !== runId) }
  const { starred } = change
  if (starred === undefined) return page
  return { ...page, runs: page.runs.map((run) => (run.id === runId ? { ...run, starred } : run)) }
}
