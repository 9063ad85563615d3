import { expect, test } from "vitest"
import { createMemoryEventLog } from "#lib/server/engine/event-log-memory"
import { LiveBatch } from "#lib/server/engine/live-batch"
import { liveRun } from "#lib/server/engine/live-run"
import { loadOf } from "./connection-state.ts"
import { createRecentDurations } from "./recent-durations.ts"

function aBatch(personId: string, createdAt: number, connectionIds: string[]): LiveBatch {
  const batch = new LiveBatch({ id: `of-${personId}`, personId, concurrency: 1 }, createMemoryEventLog())
  for (const [index, connectionId] of connectionIds.entries()) {
    const variant = {
      connectionId,
      model: "any",
      mode: "chat" as const,
      prompt: { kind: "chat" as const, messages: [] },
      parameters: {},
    }
    const run = {
      id: `${personId}.${index}`,
      variant,
      variantIndex: index,
      row: 0,
      sample: 0,
      connectionName: "Local",
    }
    batch.runs.set(
      run.id,
      liveRun({ ...run, chosen: undefined as never }, { createdAt, clock: Date.now, checks: [] }),
    )
  }
  return batch
}

test("tells how many wait for a connection, and where one's own first stands among them", async () => {
  const [ann, bob] = [aBatch("ann", 2, ["one", "one", "two"]), aBatch("bob", 1, ["one", "one"])]
  await bob.publish({ type: "run.started", runId: "bob.0", attempt: 1, at: 1 })
  expect(loadOf([ann, bob], "one", "ann")).toEqual({ waiting: 3, running: 1, place: 2 })
  expect(loadOf([ann, bob], "one", "cho")).toEqual({ waiting: 3, running: 1 })
  await bob.publish({ type: "run.waiting", runId: "bob.0", reason: "breaker" })
  expect(loadOf([ann, bob], "one", "bob")).toEqual({ waiting: 4, running: 0, place: 1 })
})

test("the pace of a connection is that of its last runs; one that was never sent says nothing", () => {
  const durations = createRecentDurations()
  expect(durations.median("one")).toBeUndefined()
  durations.note("one", 0)
  for (const ms of [100_000, 4, 2, 3]) durations.note("one", ms)
  expect(durations.median("one")).toBe(4)
  for (let count = 0; count < 20; count++) durations.note("one", 7)
  expect(durations.median("one")).toBe(7)
})
