import { QueryClient } from "@tanstack/react-query"
import { expect, test, vi } from "vitest"
import { batchRunsQuery } from "./batch-runs.ts"
import { aRunSummary } from "./run-summary.fixture.ts"

test("a comparison of many runs is shown whole and in its order, however the server pages it", async () => {
  const aRun = (variantIndex: number, row: number, sample: number) =>
    aRunSummary({ id: `b.${variantIndex}.${row}.${sample}`, variantIndex, row, sample, batchRuns: 4 })
  const pages = [
    { runs: [aRun(10, 5, 0), aRun(9, 4, 1)], nextCursor: "next page" },
    { runs: [aRun(9, 4, 0), aRun(0, 0, 0)], nextCursor: null },
  ]
  const asked: string[] = []
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address)
    return Response.json(pages[asked.length - 1])
  })
  const runs = await new QueryClient().fetchQuery(batchRunsQuery("b"))
  vi.unstubAllGlobals()
  expect(runs.map(({ id }) => id)).toEqual(["b.0.0.0", "b.9.4.0", "b.9.4.1", "b.10.5.0"])
  expect(asked).toEqual(["/api/runs?batch=b&limit=100", "/api/runs?batch=b&limit=100&cursor=next+page"])
})
