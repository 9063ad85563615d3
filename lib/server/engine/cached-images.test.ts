import { expect, test } from "vitest"
import type { Variant } from "#lib/domain/batch"
import type { Engine } from "#lib/server/engine/engine"
import { aWordList } from "#lib/server/engine/screening/words.fixture"
import { sleep } from "#lib/server/engine/sleep"
import { createSlots } from "#lib/server/engine/slots"
import { createMemoryAnswerCache } from "#lib/server/store/memory-answer-cache"
import { ann, bob, images, startEngine, store } from "./engine-fixture.ts"
import { completed, imageBatch, red, server, setUpImages, variant } from "./image-server.fixture.ts"

setUpImages()

const caching = () => ({
  cache: createMemoryAnswerCache({ now: Date.now }),
  flights: createSlots({ sleep }),
  policy: () => store.policy.get(),
})

/** Runs the same picture to its end, for this person. */
async function drawn(engine: Engine, personId = ann, prompt?: Variant["prompt"]) {
  const parameters = { size: "512x512", seed: 40 }
  const batch = imageBatch([variant({ parameters, ...(prompt ? { prompt } : {}) })])
  await engine.startBatch(batch, personId)
  await expect
    .poll(async () => (await store.batches.get(batch.batchId, personId))?.finishedAt, { timeout: 20_000 })
    .toBeTruthy()
  return (await store.runs.ofBatch(batch.batchId))[0]?.state
}

test("a picture with a seed comes from the cache with its size and seed, and again from the server when its file is gone", async () => {
  const { calls } = await server(({ send, response }) => {
    send(completed(red))
    response.end("data: [DONE]\n\n")
  })
  const engine = await startEngine({ caching: caching() })
  const first = await drawn(engine)
  const second = await drawn(engine)
  expect(calls).toHaveLength(1)
  expect(second).toMatchObject({ status: "succeeded", cost: 0, cached: { runId: first?.runId } })
  expect(second?.images).toEqual(first?.images)
  expect(second?.outputSha256).toBe(first?.outputSha256)

  await images.discard(ann)
  expect((await drawn(engine))?.cached).toBeUndefined()
  expect(calls).toHaveLength(2)
})

test("a picture that people share is everybody's own file", async () => {
  const { calls } = await server(({ send, response }) => {
    send(completed(red))
    response.end("data: [DONE]\n\n")
  })
  await store.policy.set({ cacheShared: true }, { personId: ann, now: 1 })
  const engine = await startEngine({ caching: caching() })
  await drawn(engine)
  const shared = await drawn(engine, bob)
  expect(calls).toHaveLength(1)
  expect(shared?.cached).toBeDefined()
  await images.discard(ann)
  expect((await images.get(bob, shared?.images?.[0]?.sha256 ?? ""))?.bytes).toEqual(red)
})

test("a picture with a blocked word in what it shall not show is neither asked for nor given from the cache", async () => {
  const { calls } = await server(({ send, response }) => {
    send(completed(red))
    response.end("data: [DONE]\n\n")
  })
  const kept = caching()
  const negative = { kind: "image", text: "a square", negative: "a secret" } as const
  const ends = (engine: Engine) => drawn(engine, ann, negative)
  expect((await ends(await startEngine({ caching: kept })))?.status).toBe("succeeded")
  const by = { personId: ann, now: 1 }
  const { id } = await store.wordLists.create(aWordList(["secret"], { action: "block" }), by)
  await store.wordLists.activate(id, 1, by)
  const state = await ends(await startEngine({ caching: kept, node: "node-2" }))
  expect(state).toMatchObject({ status: "blocked", error: { code: "content_blocked" } })
  expect(state?.images ?? []).toEqual([])
  expect(calls).toHaveLength(1)
})
