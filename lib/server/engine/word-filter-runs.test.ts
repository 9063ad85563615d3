import { describe, expect, it } from "vitest"
import type { WordListContent } from "#lib/domain/compliance/word-list-schema"
import {
  ann,
  batchOf,
  begun,
  pricedVariant,
  setUpEngines,
  store,
  upstream,
  variant,
} from "#lib/server/engine/engine-fixture"
import { aWordList } from "#lib/server/engine/screening/words.fixture"

setUpEngines()

const by = { personId: ann, now: 1 }

/** A list that is at work. */
async function atWork(words: string[], more: Partial<WordListContent> = {}): Promise<string> {
  const { id } = await store.wordLists.create(aWordList(words, { category: "privacy", ...more }), by)
  await store.wordLists.activate(id, 1, by)
  return id
}

/** A run of this prompt, and what the upstream is asked. */
async function runOf(prompt: string, more: Parameters<typeof variant>[1] = {}) {
  const running = await begun(batchOf(1, { variants: [variant(prompt, more)] }))
  return { ...running, run: () => running.page.runs()[0], runId: `${running.batch.batchId}.0` }
}

describe("prompts", () => {
  it("that hold a blocked word are not sent, not counted, and say which word it is", async () => {
    await atWork(["天安门"], { action: "block", name: "Places" })
    const { page, run } = await runOf("去天安門看看")
    await page.ended
    expect(upstream.calls()).toBe(0)
    expect(run()).toMatchObject({
      status: "blocked",
      attempts: [],
      error: {
        code: "content_blocked",
        params: { where: "prompt", list: "Places", category: "privacy", words: "天安門" },
      },
      screening: { action: "block", places: 1, categories: ["privacy"], channels: ["prompt"] },
    })
    expect((await store.budgets.used(ann, Date.now())).day.requests).toBe(0)
  })

  it("are sent masked, and the run says so and keeps what was written", async () => {
    const list = await atWork(["Ann Smith"])
    const { page, run, runId } = await runOf("Write to ann  smith, please.")
    const call = await upstream.next()
    expect(call.body.messages?.[0]?.content).toBe("Write to ██████████, please.")
    call.write("Dear")
    call.finish()
    await page.ended
    expect(run()).toMatchObject({ status: "succeeded", screening: { action: "mask", channels: ["prompt"] } })
    expect((await store.runs.get(runId))?.variant.prompt).toMatchObject({
      messages: [{ content: "Write to ann  smith, please." }],
    })
    expect(await store.screening.ofRun(runId)).toMatchObject([{ channel: "prompt", listId: list, count: 1 }])
  })

  it("are screened in every part that a model reads", async () => {
    await atWork(["secret"])
    const { page } = await runOf("", {
      prompt: {
        kind: "chat",
        messages: [
          { role: "system", content: "a secret" },
          {
            role: "user",
            content: [
              { type: "text", text: "sec" },
              { type: "text", text: "ret" },
            ],
          },
          {
            role: "assistant",
            content: "",
            toolCalls: [{ id: "call", name: "secret", arguments: '{"a":"s\\u0065cret"}' }],
          },
          { role: "tool", content: "Secret!", toolCallId: "call" },
        ],
      },
      tools: [
        {
          type: "function",
          function: {
            name: "secret",
            description: "the secret",
            parameters: { properties: { secret: { description: "secret" } } },
          },
        },
      ],
      extra: { metadata: { note: ["secret"] } },
    })
    const call = await upstream.next()
    expect(JSON.stringify(call.body)).not.toMatch(/s(e|\\\\u0065)cret"?/i)
    call.write("ok")
    call.finish()
    await page.ended
  })

  it("that hold a flagged word go on as they are", async () => {
    await atWork(["secret"], { action: "flag" })
    const { page, run } = await runOf("a secret")
    const call = await upstream.next()
    expect(call.body.messages?.[0]?.content).toBe("a secret")
    call.write("ok")
    call.finish()
    await page.ended
    expect(run()).toMatchObject({ status: "succeeded", screening: { action: "flag", places: 1 } })
  })

  it("are left alone by lists for outputs", async () => {
    await atWork(["secret"], { scope: "outputs", action: "block" })
    const { page, run } = await runOf("a secret")
    const call = await upstream.next()
    call.write("a plan")
    call.finish()
    await page.ended
    expect(run()?.status).toBe("succeeded")
    expect(run()?.screening).toBeUndefined()
  })
})

describe("outputs", () => {
  it("end before a blocked word, in the middle of pieces, and the upstream is hung up on", async () => {
    await atWork(["天安门"], { action: "block", name: "Places" })
    const { page, run, runId } = await runOf("Hello")
    const call = await upstream.next()
    call.write("我们去", "天", "安")
    await page.until(() => run()?.text === "我们去")
    call.write("门")
    await call.closed
    await page.ended
    expect(run()).toMatchObject({
      status: "blocked",
      text: "我们去",
      error: { code: "content_blocked", params: { where: "output", list: "Places", words: "" } },
      usage: { estimated: true },
      screening: { action: "block", channels: ["text"] },
    })
    expect(JSON.stringify(await store.runs.get(runId))).not.toContain("安")
    expect(JSON.stringify(page.events)).not.toContain("安")
  })

  it("that begin with a blocked word are hung up on too, and cost what was sent", async () => {
    await atWork(["bad"], { action: "block" })
    const running = await begun(batchOf(1, { variants: [pricedVariant()] }))
    const call = await upstream.next()
    call.write("bad ")
    await call.closed
    await running.page.ended
    const [run] = running.page.runs()
    expect(run).toMatchObject({ status: "blocked", text: "" })
    expect(run?.cost).toBeGreaterThan(0)
    expect((await store.budgets.used(ann, Date.now())).day.requests).toBe(1)
  })

  it("are masked in thinking and in text, whatever pieces they come in", async () => {
    await atWork(["secret plan"])
    const { page, run } = await runOf("Hello")
    const call = await upstream.next()
    call.think("the sec", "ret ", "plan.")
    call.write("A s", "e\u200bcret", "\npl", "an and a secret")
    call.finish()
    await page.ended
    expect(run()).toMatchObject({
      status: "succeeded",
      reasoning: "the ███████████.",
      text: "A ████████████ and a secret",
      screening: { action: "mask", places: 2, channels: ["reasoning", "text"] },
    })
  })

  it("are masked in the arguments of calls, escaped or not", async () => {
    await atWork(["天安门"])
    const { page, run } = await runOf("Hello", {
      tools: [{ type: "function", function: { name: "go" } }],
    })
    const call = await upstream.next()
    call.response.writeHead(200, { "content-type": "text/event-stream" })
    for (const [index, piece] of ['{"to":"\\u59', "29\\u5b89", '门"}'].entries()) {
      const head = index === 0 ? { id: "a", type: "function" } : {}
      const called = { ...(index === 0 ? { name: "go" } : {}), arguments: piece }
      const choice = { index: 0, delta: { tool_calls: [{ index: 0, ...head, function: called }] } }
      call.response.write(`data: ${JSON.stringify({ choices: [choice] })}\n\n`)
    }
    call.finish("tool_calls")
    await page.ended
    expect(run()?.tool).toBe('go#a {"to":"█████████████"}')
  })

  it("keep the beginning of a word when they end with it, or are stopped there", async () => {
    await atWork(["天安门"], { action: "block" })
    const { page, run, engine, batch } = await runOf("Hello")
    const call = await upstream.next()
    call.write("我", "天安")
    await page.until(() => run()?.text === "我")
    await engine.cancelBatch(batch.batchId, ann)
    await page.ended
    expect(run()).toMatchObject({ status: "cancelled", text: "我天安" })
  })
})
