import { beforeEach, describe, expect, it } from "vitest"
import type { WordListContent } from "#lib/domain/compliance/word-list-schema"
import type { RunState } from "#lib/domain/run"
import type { Engine } from "#lib/server/engine/engine"
import {
  ann,
  batchOf,
  bob,
  setUpEngines,
  startEngine,
  store,
  upstream,
  variant,
} from "#lib/server/engine/engine-fixture"
import { aWordList } from "#lib/server/engine/screening/words.fixture"
import type { ScriptedCall } from "#lib/server/engine/scripted-upstream"
import { sleep } from "#lib/server/engine/sleep"
import { createSlots } from "#lib/server/engine/slots"
import { createMemoryAnswerCache } from "#lib/server/store/memory-answer-cache"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"

setUpEngines()

const by = { personId: ann, now: 1 }
let node: () => Promise<Engine>

beforeEach(() => {
  const cache = createMemoryAnswerCache({ now: Date.now })
  const flights = createSlots({ sleep, shared: createMemoryKeyValue({ now: Date.now }) })
  // Each has read its lists only when it runs something: a node of its own sees what has been activated since.
  node = () => startEngine({ caching: { cache, flights, policy: () => store.policy.get() } })
})

/** The run of a request that is the same each time, on a node of its own. */
async function ran(personId = ann): Promise<RunState | undefined> {
  const tools = [{ type: "function" as const, function: { name: "go" } }]
  const batch = batchOf(1, { variants: [variant("Hello", { parameters: { temperature: 0 }, tools })] })
  await (await node()).startBatch(batch, personId)
  await expect
    .poll(async () => (await store.batches.get(batch.batchId, personId))?.finishedAt, { timeout: 20_000 })
    .not.toBeNull()
  return (await store.runs.ofBatch(batch.batchId))[0]?.state
}

async function putToWork(words: string[], more: Partial<WordListContent> = {}): Promise<string> {
  const { id } = await store.wordLists.create(aWordList(words, { category: "privacy", ...more }), by)
  await store.wordLists.activate(id, 1, by)
  return id
}

/** Answers with 天安门 in thinking, text and the arguments of a call, and with 坏 as an alternative. */
function answerInEveryChannel(call: ScriptedCall): void {
  call.think("想去天安门")
  const say = (choice: object) =>
    call.response.write(`data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`)
  const top = ["好", "坏"].map((token) => ({ token, logprob: -1 }))
  say({
    delta: { content: "好" },
    logprobs: { content: [{ token: "好", logprob: -0.1, top_logprobs: top }] },
  })
  say({ delta: { content: "，天安门见" } })
  const called = { name: "go", arguments: '{"to":"天安门"}' }
  say({ delta: { tool_calls: [{ index: 0, id: "a", type: "function", function: called }] } })
  call.finish("tool_calls")
}

describe("an answer that is kept", () => {
  beforeEach(() => upstream.always(answerInEveryChannel))

  it("passes the lists that are at work when it is given out, in every channel", async () => {
    const first = await ran()
    expect(first).toMatchObject({ status: "succeeded", reasoning: "想去天安门", text: "好，天安门见" })
    expect(JSON.stringify(first?.tokens)).toContain("坏")

    await putToWork(["天安门", "坏"])
    const second = await ran()
    expect(second).toMatchObject({
      status: "succeeded",
      reasoning: "想去███",
      text: "好，███见",
      cost: 0,
      cached: { runId: first?.runId },
      screening: { action: "mask" },
    })
    expect(second?.screening?.channels.toSorted()).toEqual(["alternatives", "reasoning", "text", "tool"])
    expect(second?.tool).toContain('{"to":"███"}')
    expect(JSON.stringify(second)).not.toMatch(/天安门|坏/)
    expect(upstream.calls()).toBe(1)
  })

  it("ends where a word blocks that was put on a list since, for nothing", async () => {
    await ran()
    await putToWork(["安门见"], { action: "block" })
    expect(await ran()).toMatchObject({ status: "blocked", text: "好，天", tool: "", cost: 0 })
    expect(upstream.calls()).toBe(1)
  })

  it("is none where words were masked in it: whoever asks next asks the model, by the lists of that time", async () => {
    await store.policy.set({ cacheShared: true }, by)
    const id = await putToWork(["天安门", "坏"])
    expect(await ran()).toMatchObject({ text: "好，███见", screening: { action: "mask" } })
    await store.wordLists.remove(id)
    const theirs = await ran(bob)
    expect(theirs).toMatchObject({ status: "succeeded", text: "好，天安门见" })
    expect(theirs?.cached).toBeUndefined()
    expect(upstream.calls()).toBe(2)
  })
})
