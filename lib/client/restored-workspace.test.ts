import { expect, test } from "vitest"
import type { BatchDetail } from "#lib/domain/history"
import { queuedRun } from "#lib/domain/run"
import { duplicateColumn, setOverride, setParameter } from "./column-edits.ts"
import { ownParts, promptOf } from "./column-prompt.ts"
import { restoredBatch, restoredRuns } from "./restored-workspace.ts"
import { cellsOf, planOf } from "./run-plan.ts"
import { sandbox } from "./sandbox.fixture.ts"
import { emptyWorkspace, setupOf, type Workspace } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"

let ids = 0
const newId = () => `new-${ids++}`
const judgement = { rating: null, note: "", winner: false }

function workspaceWith(...edits: Edit[]): Workspace {
  let workspace: Workspace = {
    ...emptyWorkspace(),
    turns: [{ id: "t", role: "user", text: "Greet {{name}}" }],
    variables: {
      names: ["name"],
      rows: [
        { id: "r1", values: { name: "Ada" } },
        { id: "r2", values: { name: "Bo" } },
      ],
    },
  }
  for (const edit of edits) workspace = { ...workspace, ...edit(workspace) }
  return workspace
}

function storedBatch(workspace: Workspace): BatchDetail {
  const { variants, runs } = planOf(workspace, cellsOf(workspace, workspace.columns), [sandbox])
  return {
    id: "batch",
    createdAt: 1,
    finishedAt: 2,
    setup: setupOf(workspace),
    runs: runs.flatMap((planned, index) => {
      const variant = variants[planned.variantIndex]
      const run = queuedRun({
        runId: `batch.${index}`,
        variantIndex: planned.variantIndex,
        row: planned.row ?? 0,
        sample: planned.sample ?? 0,
      })
      return variant ? [{ variant, run, judgement }] : []
    }),
  }
}

test("a comparison comes back with its rows, its columns and each result in its cell", () => {
  const workspace = workspaceWith(duplicateColumn("b"), setParameter(["b"], "temperature", 1.4))
  const restored = restoredBatch(storedBatch(workspace), newId)
  expect(restored?.columns.map(({ results }) => results)).toEqual([
    { "r1/0": { batchId: "batch", runId: "batch.0" }, "r2/0": { batchId: "batch", runId: "batch.2" } },
    { "r1/0": { batchId: "batch", runId: "batch.1" }, "r2/0": { batchId: "batch", runId: "batch.3" } },
  ])
  expect(setupOf({ ...workspace, ...restored })).toEqual(setupOf(workspace))
})

test("a batch that was sent without a workspace becomes a column per variant, repetitions as samples", () => {
  const { setup: _, ...detail } = storedBatch(workspaceWith())
  const again = detail.runs.map(({ run, ...one }, index) => ({
    ...one,
    run: { ...run, variantIndex: 0, sample: index },
  }))
  const restored = restoredBatch({ ...detail, runs: again }, newId)
  expect(restored?.columns).toHaveLength(1)
  expect(restored?.columns[0]).toMatchObject({
    samples: 2,
    results: { "first/0": { runId: "batch.0" }, "first/1": { runId: "batch.1" } },
  })
})

test("runs of history stand side by side: what they asked in common is shared, the rest is their own", () => {
  const workspace = workspaceWith(
    duplicateColumn("b"),
    setOverride("b", "prompt", "Say {{ literally"),
    setOverride("b", "system", "Be rude."),
  )
  const { runs } = storedBatch(workspace)
  const details = runs.slice(0, 2).map(({ variant, run }) => ({
    variant,
    run,
    summary: { batchId: "batch" } as never,
  }))
  const restored = restoredRuns(details, newId)
  if (!restored) throw new Error("expected a workspace")
  const sent = restored.columns.map((column) => promptOf(ownParts(restored, column), {}))
  expect(sent).toEqual(details.map(({ variant }) => variant.prompt))
  expect(restored.columns[0]).not.toHaveProperty("prompt")
  expect(restored.columns.map(({ results }) => Object.values(results)[0]?.runId)).toEqual([
    "batch.0",
    "batch.1",
  ])
})
