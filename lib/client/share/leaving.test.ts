import { expect, test } from "vitest"
import { emptyWorkspace } from "#lib/client/workspace"
import { queuedRun } from "#lib/domain/run"
import { aSetup } from "#lib/domain/setup.fixture"
import { findsIn, leavingResults, withoutFinds } from "./leaving.ts"

const key = `sk-${"a1b2c3d4".repeat(4)}`

test("each find says where it stands; what was taken out leaves as a mark, the rest as it is", () => {
  const setup = aSetup({
    system: `Use ${key} and ${key}.`,
    turns: [{ id: "t", role: "user", text: "Mail ann@mail.example, call 13812345678" }],
    variables: { names: ["id"], rows: [{ id: "r", values: { id: "11010519491231002X" } }] },
  })
  const finds = findsIn("For ben@mail.example", setup)
  expect(finds.map(({ kind, place }) => [kind, place.part])).toEqual([
    ["email", "title"],
    ["api_key", "system"],
    ["email", "message"],
    ["phone", "message"],
    ["chinese_id", "variable"],
  ])
  const removed = new Set(finds.filter(({ kind }) => kind !== "email").map(({ id }) => id))
  const left = withoutFinds({ title: "For ben@mail.example", setup }, removed, "[removed]")
  expect(left.title).toBe("For ben@mail.example")
  expect(left.setup.system).toBe("Use [removed] and [removed].")
  expect(left.setup.turns[0]?.text).toBe("Mail ann@mail.example, call [removed]")
  expect(left.setup.variables.rows[0]?.values).toEqual({ id: "[removed]" })
  expect(setup.system).toContain(key)
})

test("results that have ended can leave; one under way, or one that is not loaded, cannot", () => {
  const [column] = emptyWorkspace().columns
  if (!column) throw new Error("a workspace has a column")
  const results = Object.fromEntries(
    ["first/0", "first/1", "first/2"].map((cell, index) => [cell, { batchId: "b", runId: `b.${index}` }]),
  )
  const workspace = {
    columns: [{ ...column, samples: 3, results }],
    variables: emptyWorkspace().variables,
  }
  const run = (index: number, status: "succeeded" | "running") => ({
    ...queuedRun({ runId: `b.${index}`, variantIndex: 0, row: 0, sample: index }),
    status,
    text: `Write to ann@mail.example`,
  })
  const runs = new Map([
    ["b.0", run(0, "succeeded")],
    ["b.1", run(1, "running")],
  ])
  const sources = { runOf: (runId: string) => runs.get(runId), isStale: () => false }
  // Its note is still on its way, and would leave without having been looked at.
  expect(leavingResults(workspace, { ...sources, noteOf: () => undefined })).toEqual([])
  const leaving = leavingResults(workspace, { ...sources, noteOf: () => "Ask 13812345678" })
  expect(leaving.map(({ cell }) => cell)).toEqual([
    { columnId: column.id, rowId: "first", sample: 0, runId: "b.0" },
  ])
  expect(leaving[0]?.finds).toMatchObject([
    { kind: "email", text: "ann@mail.example", place: { part: "result", column: 1, number: 1 } },
    { kind: "phone", text: "13812345678" },
  ])
})
