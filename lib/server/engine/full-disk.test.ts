import { expect, test } from "vitest"
import { SqliteError } from "#lib/server/store/sqlite-thread"
import type { Store } from "#lib/server/store/store"
import { ann, batchOf, begun, setUpEngines, startEngine, store, upstream } from "./engine-fixture.ts"

setUpEngines()

/** The store of the test over a disk that is full until the test makes room. */
function fullStore() {
  let full = false
  const guard = <T extends object>(part: T, names: (keyof T)[]): T =>
    new Proxy(part, {
      get(target, name) {
        const call = Reflect.get(target, name)
        if (!full || !names.includes(name as keyof T)) return call
        return async () => Promise.reject(new SqliteError("database or disk is full", 13))
      },
    })
  const guarded: Store = {
    ...store,
    runs: guard(store.runs, ["finish", "flush", "claim", "renewLeases", "recordRequest"]),
    batches: guard(store.batches, ["create", "finish"]),
  }
  return {
    store: guarded,
    fill: () => {
      full = true
    },
    makeRoom: () => {
      full = false
    },
  }
}

test("a disk that fills up under way: readers keep what came, nobody waits for ever, and it is written when there is room", async () => {
  const disk = fullStore()
  const { engine, batch, page } = await begun(batchOf(2, { concurrency: 1 }), { store: disk.store })
  const call = await upstream.next()
  call.write("what came")
  await page.until(() => page.text()[0] === "what came")
  disk.fill()
  call.write(" and more")
  call.finish()
  await page.ended
  expect(page.runs()).toMatchObject([
    { status: "failed", text: "what came and more", error: { code: "storage_full" } },
    { status: "failed", text: "", error: { code: "storage_full" } },
  ])
  expect(page.types().at(-1)).toBe("batch.finished")
  expect(upstream.calls()).toBe(1)
  await expect(engine.startBatch(batchOf(), ann)).rejects.toMatchObject({ resultCode: 13 })

  disk.makeRoom()
  await expect
    .poll(
      async () => (await store.runs.ofBatch(batch.batchId)).map(({ state }) => [state.status, state.text]),
      {
        timeout: 20_000,
      },
    )
    .toEqual([
      ["succeeded", "what came and more"],
      ["failed", ""],
    ])
}, 60_000)

test("while the disk is known to be full nothing new is sent", async () => {
  const engine = await startEngine({ isFull: () => true })
  await expect(engine.startBatch(batchOf(), ann)).rejects.toMatchObject({ code: "storage_full", status: 507 })
  expect(upstream.calls()).toBe(0)
})
