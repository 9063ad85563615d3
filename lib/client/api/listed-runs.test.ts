import { QueryClient } from "@tanstack/react-query"
import { expect, test } from "vitest"
import type { BatchSummary, RunDetail, RunSummary } from "#lib/domain/history"
import { batchesKey } from "./batch.ts"
import { batchRunsQuery } from "./batch-runs.ts"
import { type ChangeTarget, changeListed, runKeyBase } from "./listed-runs.ts"
import { aRunSummary } from "./run-summary.fixture.ts"
import { runsKey } from "./runs.ts"

const aRun = (id: string, batchId: string): RunSummary =>
  aRunSummary({ id, batchId, batchRuns: 2, judgement: { rating: null, note: "kept", winner: false } })

const list = [...runsKey, "list", {}]
const entries = [...batchesKey, "list"]
const open = batchRunsQuery("b").queryKey
const detail = [...runKeyBase, "r1"]

/** A client that has seen two runs of one batch and one of another, everywhere they can be seen. */
function aClient(): QueryClient {
  const client = new QueryClient()
  const both = [aRun("r1", "b"), aRun("r2", "b")]
  const other = aRun("r3", "other")
  const entry = (id: string, runs: RunSummary[], succeeded: number): BatchSummary => ({
    id,
    kind: "text",
    createdAt: 1,
    finishedAt: 1,
    counts: { succeeded },
    columns: [],
    runs,
  })
  const batches = [entry("b", both, 2), entry("other", [other], 20)]
  client.setQueryData(list, {
    pages: [{ runs: [...both, other], nextCursor: null }],
    pageParams: [undefined],
  })
  client.setQueryData(entries, { pages: [{ batches, nextCursor: null }], pageParams: [undefined] })
  client.setQueryData(open, both)
  client.setQueryData(detail, { summary: both[0] } as RunDetail)
  return client
}

const shown = (client: QueryClient) => ({
  list: client.getQueryData<{ pages: { runs: RunSummary[] }[] }>(list)?.pages[0]?.runs ?? [],
  entries: client.getQueryData<{ pages: { batches: BatchSummary[] }[] }>(entries)?.pages[0]?.batches ?? [],
  open: client.getQueryData<RunSummary[]>(open) ?? [],
  detail: client.getQueryData<RunDetail>(detail)?.summary,
})

test("a star on one run is seen in the list, in its entry, under it and in full", async () => {
  const client = aClient()
  await changeListed(client, { runId: "r1" }, { starred: true })
  const { list, entries, open, detail } = shown(client)
  expect(list.map((run) => run.starred)).toEqual([true, false, false])
  expect(entries.map((entry) => entry.runs.map((run) => run.starred))).toEqual([[true, false], [false]])
  expect(open.map((run) => run.starred)).toEqual([true, false])
  expect(detail?.starred).toBe(true)
})

test("a rating leaves the note as it is, and a note the rating", async () => {
  const client = aClient()
  await changeListed(client, { runId: "r1" }, { rating: 4 })
  expect(shown(client).detail?.judgement).toEqual({ rating: 4, note: "kept", winner: false })
  await changeListed(client, { runId: "r1" }, { note: "", winner: true })
  expect(shown(client).list[0]?.judgement).toEqual({ rating: 4, note: "", winner: true })
  await changeListed(client, { runId: "r1" }, { rating: null })
  expect(shown(client).list[0]?.judgement.rating).toBeNull()
})

test("a new winner takes the crown from its row at once, and from no other batch", async () => {
  const client = aClient()
  const winners = (runs: RunSummary[]) => runs.filter((run) => run.judgement.winner).map((run) => run.id)
  await changeListed(client, { runId: "r3" }, { winner: true })
  await changeListed(client, { runId: "r1" }, { winner: true })
  await changeListed(client, { runId: "r2" }, { winner: true })
  const { list, entries, open } = shown(client)
  expect(winners(list)).toEqual(["r2", "r3"])
  expect(entries.map((entry) => winners(entry.runs))).toEqual([["r2"], ["r3"]])
  expect(winners(open)).toEqual(["r2"])
})

test("an entry counts down as its runs are deleted, and goes with the last", async () => {
  const client = aClient()
  await changeListed(client, { runId: "r1" }, { deleted: true })
  expect(shown(client).entries[0]).toMatchObject({ id: "b", counts: { succeeded: 1 } })
  expect(shown(client).open.map((run) => run.id)).toEqual(["r2"])
  await changeListed(client, { runId: "r2" }, { deleted: true })
  expect(shown(client).entries.map((entry) => entry.id)).toEqual(["other"])
})

test("an entry is deleted with the runs that it does not show", async () => {
  const client = aClient()
  await changeListed(client, { batchId: "other" }, { deleted: true })
  expect(shown(client).entries.map((entry) => entry.id)).toEqual(["b"])
  expect(shown(client).list.map((run) => run.id)).toEqual(["r1", "r2"])
})

test("what the server refuses is taken back everywhere", async () => {
  const targets: ChangeTarget[] = [{ runId: "r1" }, { batchId: "b" }]
  for (const target of targets) {
    const client = aClient()
    const before = shown(client)
    const takeBack = await changeListed(client, target, { deleted: true })
    expect(shown(client)).not.toEqual(before)
    takeBack()
    expect(shown(client)).toEqual(before)
  }
})
