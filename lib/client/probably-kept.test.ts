import { expect, it } from "vitest"
import type { Variant } from "#lib/domain/batch"
import type { Connection } from "#lib/domain/connection"
import { describeModel } from "#lib/domain/models"
import { queuedRun, type RunState } from "#lib/domain/run"
import { isProbablyKept } from "./probably-kept.ts"
import { askedOf } from "./run-plan.ts"
import type { Column } from "./workspace.ts"

const now = 10_000_000
const cold: Variant = {
  connectionId: "local",
  model: "any",
  mode: "completion",
  prompt: { kind: "text", text: "Hello" },
  parameters: { temperature: 0 },
}
const warm: Variant = { ...cold, parameters: { temperature: 1 } }
const connections = [
  { id: "local", provider: "compatible", models: [describeModel("compatible", "any")] },
] as unknown as Connection[]

function kept(
  variant: Variant,
  more: { run?: Partial<RunState>; cache?: "off" | "prefer"; shown?: Variant } = {},
) {
  const results = { "row/0": { batchId: "batch", runId: "run", asked: askedOf(more.shown ?? variant) } }
  const run: RunState = {
    ...queuedRun({ runId: "run", variantIndex: 0, row: 0, sample: 0 }),
    status: "succeeded",
    finishReason: "stop",
    finishedAt: now - 60_000,
    ...more.run,
  }
  const column = { id: "a", connectionId: "local", model: "any", results } as unknown as Column
  return isProbablyKept(
    variant,
    { column, key: "row/0" },
    { workspace: { mode: "completion", cache: more.cache }, connections, runOf: () => run, now },
  )
}

it("expects an answer from the cache where the same was asked, came whole, and leaves nothing to chance", () => {
  expect(kept(cold)).toBe(true)
  expect(kept(warm)).toBe(false)
  expect(kept(warm, { cache: "prefer" })).toBe(true)
  expect(kept(cold, { cache: "off" })).toBe(false)
  expect(kept(cold, { shown: warm })).toBe(false)
  expect(kept(cold, { run: { finishReason: "cut" } })).toBe(false)
  expect(kept(cold, { run: { status: "failed", finishReason: undefined } })).toBe(false)
})

it("expects none that is older than an hour, however lately it was given out", () => {
  expect(kept(cold, { run: { finishedAt: now - 3_600_000 } })).toBe(false)
  const cached = { at: now - 3_600_000, runId: "before" }
  expect(kept(cold, { run: { finishedAt: now - 1_000, cached } })).toBe(false)
})
