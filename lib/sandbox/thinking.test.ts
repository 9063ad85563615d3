import { expect, test } from "vitest"
import { payloads, running } from "./running.fixture.ts"

const thinking = { model: "sandbox-thinking", max_tokens: 400 }

async function ask(body: object) {
  const sandbox = await running()
  const answer = await (await sandbox.chat({ ...thinking, ...body })).json()
  return { ...answer.choices[0].message, ...answer.choices[0], usage: answer.usage }
}

test("thoughts come first in a stream, then the answer, in DeepSeek's order", async () => {
  const sandbox = await running()
  const events = await payloads(await sandbox.chat({ ...thinking, stream: true }))
  const deltas = events.slice(0, -1).map((event) => JSON.parse(event).choices[0].delta)
  expect(deltas[0]).toEqual({ role: "assistant", content: null, reasoning_content: "" })
  const firstWord = deltas.findIndex((delta) => delta.content)
  expect(firstWord).toBeGreaterThan(10)
  expect(deltas.slice(1, firstWord).every((delta) => delta.reasoning_content && delta.content === null)).toBe(
    true,
  )
  expect(deltas.slice(firstWord).every((delta) => delta.reasoning_content === null)).toBe(true)
})

test("while it thinks, temperature and penalties are taken without effect", async () => {
  const [plain, changed] = [
    await ask({}),
    await ask({ temperature: 2, presence_penalty: 2, frequency_penalty: 2 }),
  ]
  expect(changed.content).toBe(plain.content)
  expect(changed.reasoning_content).toBe(plain.reasoning_content)
})

test("switched off, there is no reasoning, and temperature counts", async () => {
  const off = { thinking: { type: "disabled" } }
  const [cold, hot] = [await ask({ ...off, temperature: 0 }), await ask({ ...off, temperature: 2 })]
  expect(cold).not.toHaveProperty("reasoning_content")
  expect(cold.usage.completion_tokens_details.reasoning_tokens).toBe(0)
  expect(hot.content).not.toBe(cold.content)
})

test("more effort means longer thoughts", async () => {
  const tokens = async (effort: string): Promise<number> =>
    (await ask({ reasoning_effort: effort })).usage.completion_tokens_details.reasoning_tokens
  const [low, high, max] = [await tokens("low"), await tokens("high"), await tokens("max")]
  expect(low).toBeLessThan(high)
  expect(high).toBeLessThan(max)
})

test("the budget is shared: a small one is spent on thoughts and leaves an empty answer", async () => {
  const { content, reasoning_content, finish_reason, usage } = await ask({ max_tokens: 8 })
  expect([content, finish_reason]).toEqual(["", "length"])
  expect(reasoning_content).not.toBe("")
  expect(usage.completion_tokens).toBe(8)
  expect(usage.completion_tokens_details.reasoning_tokens).toBe(8)
})
