import { expect, it } from "vitest"
import { aBatch, aPerson, aState, finishRun } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

/** Runs on their way: claimed by one, written while they stream, ended once, never lost without a word. */
export function runContract(current: () => Store): void {
  const oneRun = async (lease?: { node: string; until: number }) => {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["Hello"], { lease })
    return { personId: person.id, batchId: id, id: String(runIds[0]) }
  }
  const token = { text: "a", logprob: -0.5, top: [{ text: "b", logprob: -1 }] }

  it("a run is carried by exactly one of several nodes that reach for it", async () => {
    const run = await oneRun()
    const claims = ["n1", "n2", "n3", "n4"].map((node) =>
      current().runs.claim(run.id, { node, until: 900, now: 5 }),
    )
    const won = await Promise.all(claims)
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await current().runs.get(run.id)).toMatchObject({
      node: `n${won.indexOf(true) + 1}`,
      leaseUntil: 900,
      attempt: 1,
      state: { status: "running" },
    })
    expect(await current().runs.claim("no such run", { node: "n1", until: 900, now: 5 })).toBe(false)
  })

  it("what has arrived is there after a flush, to the last token", async () => {
    const run = await oneRun()
    await current().runs.claim(run.id, { node: "n1", until: 900, now: 5 })
    const state = aState(run.id, {
      text: "Once upon",
      reasoning: "think",
      tool: "{",
      tokens: [token],
      reasoningTokens: [token],
    })
    await current().runs.flush(run.id, { state, eventId: "7-3" })
    expect(await current().runs.get(run.id)).toMatchObject({ state, eventId: "7-3" })
  })

  it("a run that was cancelled while it waited cannot be claimed any more, and reads as cancelled", async () => {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["one", "two"])
    const [first = "", second = ""] = runIds
    await current().runs.claim(first, { node: "n1", until: 900, now: 5 })
    await current().runs.cancelQueued(id, 50)
    expect(await current().runs.claim(second, { node: "n1", until: 900, now: 5 })).toBe(false)
    const states = (await current().runs.ofBatch(id)).map((run) => run.state.status)
    expect(states).toEqual(["running", "cancelled"])
  })

  it("a flush neither gives a claimed run back nor touches one that has ended", async () => {
    const run = await oneRun()
    await current().runs.claim(run.id, { node: "n1", until: 900, now: 5 })
    await current().runs.flush(run.id, { state: aState(run.id, { status: "queued" }), eventId: "1-1" })
    expect(await current().runs.claim(run.id, { node: "n2", until: 900, now: 5 })).toBe(false)
    await finishRun(current(), run.id, "all of it")
    await current().runs.flush(run.id, { state: aState(run.id, { text: "less" }), eventId: "1-2" })
    expect((await current().runs.get(run.id))?.state).toMatchObject({
      status: "succeeded",
      text: "all of it",
    })
  })

  it("a run ends once: what comes later changes nothing", async () => {
    const run = await oneRun()
    const state = aState(run.id, {
      status: "cancelled",
      text: "half",
      tokens: [token],
      reasoningTokens: [token],
      usage: { inputTokens: 3, outputTokens: 4, cachedInputTokens: 1 },
      cost: 0.25,
      timing: { queueMs: 1, ttftMs: 12.5, totalMs: 90.25, tokensPerSecond: null },
      upstreamClosed: true,
      finishedAt: 400,
    })
    expect(await current().runs.finish(run.id, { state, eventId: "1-5" })).toBe(true)
    const failed = aState(run.id, { status: "failed" })
    expect(await current().runs.finish(run.id, { state: failed, eventId: "1-6" })).toBe(false)
    expect(await current().runs.get(run.id)).toMatchObject({
      state,
      eventId: "1-5",
      node: null,
      leaseUntil: null,
    })
  })

  it("the request as it was sent is kept, with the number of its attempt", async () => {
    const run = await oneRun()
    const request = {
      method: "POST",
      url: "http://x/v1",
      headers: { authorization: "•••" },
      body: '{"a":"\\u0000"}',
    }
    expect((await current().runs.detail(run.id, run.personId))?.request).toBeUndefined()
    await current().runs.recordRequest(run.id, request, 3)
    expect((await current().runs.detail(run.id, run.personId))?.request).toEqual(request)
    expect((await current().runs.get(run.id))?.attempt).toBe(3)
  })

  it("a run whose node died is interrupted with its text; one that a living node renews is not", async () => {
    const dead = await oneRun({ node: `dead-${crypto.randomUUID()}`, until: 1_000 })
    const living = await oneRun({ node: "living", until: 1_000 })
    await current().runs.claim(dead.id, { node: "dead", until: 1_000, now: 5 })
    await current().runs.flush(dead.id, { state: aState(dead.id, { text: "half" }), eventId: "1-4" })
    await current().runs.renewLeases("living", 3_000)

    const swept = (await current().runs.interruptExpired(2_000)).map((run) => run.id)
    expect(swept).toContain(dead.id)
    expect(swept).not.toContain(living.id)
    const run = await current().runs.get(dead.id)
    expect(run).toMatchObject({ node: null, leaseUntil: null, eventId: "1-4" })
    expect(run?.state).toMatchObject({
      status: "interrupted",
      text: "half",
      finishedAt: 2_000,
      error: { code: "interrupted", retryable: true },
      attempts: [{ number: 1, startedAt: 200, endedAt: 2_000, error: { code: "interrupted" } }],
    })
    expect((await current().runs.get(living.id))?.state.status).toBe("queued")
    expect(await finishedStatus(living.id)).toBe("succeeded")
  })

  it("two nodes that sweep at once report an interrupted run once", async () => {
    const person = await aPerson(current())
    const { id } = await aBatch(current(), person.id, ["a", "b", "c"], { lease: { node: "gone", until: 10 } })
    const sweeps = await Promise.all([1, 2, 3].map(() => current().runs.interruptExpired(20)))
    const reported = sweeps.flat().filter((run) => run.batchId === id)
    expect(reported).toHaveLength(3)
    expect(new Set(reported.map((run) => run.id)).size).toBe(3)
  })

  it("after a restart on an embedded database nothing stays running for ever", async () => {
    const run = await oneRun({ node: "before", until: Number.MAX_SAFE_INTEGER })
    expect((await current().runs.interruptExpired(5)).map(({ id }) => id)).not.toContain(run.id)
    await current().runs.expireAllLeases()
    expect((await current().runs.interruptExpired(5)).map(({ id }) => id)).toContain(run.id)
  })

  it("sweeps what certain nodes held and have not renewed since, whatever the clocks say", async () => {
    const silent = await oneRun({ node: "silent-node", until: 9_000 })
    const renewed = await oneRun({ node: "renewing-node", until: 9_000 })
    const seen = (await current().runs.leaseHolders()).filter(
      ({ node }) => node.endsWith("ing-node") || node === "silent-node",
    )
    expect(seen).toHaveLength(2)
    await current().runs.renewLeases("renewing-node", 9_500)
    const swept = (await current().runs.interruptExpired(5, seen)).map(({ id }) => id)
    expect(swept).toContain(silent.id)
    expect(swept).not.toContain(renewed.id)
  })

  it("what was left can be carried on: outputs emptied, attempts kept, finished runs not repeated", async () => {
    const person = await aPerson(current())
    const { id, runIds } = await aBatch(current(), person.id, ["a", "b", "c"])
    const [failed, done, waiting] = runIds.map(String)
    const error = { code: "upstream_fault", message: "no", hint: "", retryable: true }
    await finishRun(current(), String(failed), "half", { status: "failed", error, tokens: [token] })
    await finishRun(current(), String(done), "whole")
    await current().batches.finish(id, 500)

    const again = { node: "n2", until: 5_000 }
    const statuses = ["failed", "cancelled", "interrupted", "queued", "running"]
    const requeued = await current().runs.requeue(id, again, statuses)
    const run = await current().runs.get(String(failed))
    expect(requeued).toEqual([run])
    expect(run).toMatchObject({ node: "n2", leaseUntil: 5_000 })
    expect(run?.state).toMatchObject({ status: "queued", text: "", tokens: [], attempts: [{ number: 1 }] })
    expect(run?.state.error).toBeUndefined()
    expect((await current().runs.get(String(done)))?.state).toMatchObject({
      status: "succeeded",
      text: "whole",
    })
    expect((await current().runs.get(String(waiting)))?.node).toBe("node-1")
    expect((await current().batches.get(id, person.id))?.finishedAt).toBeNull()
    expect(await current().runs.claim(String(failed), { node: "n2", until: 5_000, now: 1 })).toBe(true)
  })

  async function finishedStatus(id: string) {
    await finishRun(current(), id, "done")
    return (await current().runs.get(id))?.state.status
  }
}
