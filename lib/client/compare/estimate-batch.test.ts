import { describe, expect, test } from "vitest"
import type { Model } from "#lib/domain/connection"
import { describeModel } from "#lib/domain/models"
import { estimateBatch, type PlannedVariant } from "./estimate-batch.ts"

const now = Date.parse("2026-11-21T12:00:00Z")
const priced: Model = {
  ...describeModel("compatible", "priced"),
  prices: [{ from: 0, input: 1, output: 10 }],
}
const planned = (change: Partial<PlannedVariant> & { maxTokens?: number } = {}): PlannedVariant => ({
  variant: {
    prompt: { kind: "text", text: "x".repeat(1000) },
    parameters: change.maxTokens === undefined ? {} : { max_tokens: change.maxTokens },
  },
  runs: 1,
  model: priced,
  ...change,
})

test("counts requests, tokens in, tokens out at most, and what that costs at least and at most", () => {
  expect(estimateBatch([planned({ maxTokens: 500, runs: 3 }), planned({ maxTokens: 100 })], now)).toEqual({
    requests: 4,
    inputTokens: 1200,
    outputTokens: 1600,
    cost: { low: expect.closeTo(0.0012), high: expect.closeTo(0.0172) },
  })
})

test("a chat is counted with all its messages", () => {
  const prompt = {
    kind: "chat" as const,
    messages: [
      { role: "system" as const, content: "世".repeat(10) },
      { role: "user" as const, content: "世".repeat(10) },
    ],
  }
  expect(estimateBatch([planned({ variant: { prompt, parameters: {} } })], now).inputTokens).toBe(13)
})

test("without a limit the model's own holds; without either the upper bounds are unknown, not zero", () => {
  const bounded = { ...priced, maxOutputTokens: 200 }
  expect(estimateBatch([planned({ model: bounded })], now).outputTokens).toBe(200)
  expect(estimateBatch([planned({ model: bounded, maxTokens: 5000 })], now).outputTokens).toBe(200)
  const open = estimateBatch([planned({ maxTokens: 10 }), planned()], now)
  expect(open.outputTokens).toBeUndefined()
  expect(open.cost).toEqual({ low: expect.closeTo(0.0006), high: undefined })
})

test("one unknown price makes the sum unknown", () => {
  const unpriced = describeModel("compatible", "other")
  expect(
    estimateBatch([planned({ maxTokens: 5 }), planned({ model: unpriced, maxTokens: 5 })], now).cost,
  ).toBeUndefined()
  expect(estimateBatch([planned({ model: undefined, maxTokens: 5 })], now).cost).toBeUndefined()
})

test("free stays free, however long the answers may be", () => {
  const free = { ...priced, prices: [{ from: 0, input: 0, output: 0 }] }
  expect(estimateBatch([planned({ model: free })], now).cost).toEqual({ low: 0, high: 0 })
})

test("the price of the hour holds", () => {
  const peaks = { ...priced, prices: [{ from: 0, input: 1, output: 1, peak: { input: 2, output: 2 } }] }
  const plan = [planned({ model: peaks, maxTokens: 100 })]
  expect(estimateBatch(plan, Date.parse("2026-11-23T02:00:00Z")).cost?.high).toBeCloseTo(0.0008)
  expect(estimateBatch(plan, now).cost?.high).toBeCloseTo(0.0004)
})

test("nothing planned is nothing", () => {
  expect(estimateBatch([], now)).toEqual({
    requests: 0,
    inputTokens: 0,
    outputTokens: 0,
    cost: { low: 0, high: 0 },
  })
})

describe("pictures", () => {
  const picture = (free: boolean) => ({
    variant: {
      prompt: { kind: "image" as const, text: "A boat" },
      parameters: { num_images: 2 },
    },
    runs: 3,
    model: {
      ...describeModel("sdwebui", "painter"),
      prices: [{ from: 0, input: free ? 0 : 5, output: free ? 0 : 40 }],
    },
  })

  test("are counted, and cost nothing where nothing costs", () => {
    expect(estimateBatch([picture(true)], 1)).toMatchObject({
      requests: 3,
      images: 6,
      cost: { low: 0, high: 0 },
    })
  })

  test("have no price that follows from tokens", () => {
    expect(estimateBatch([picture(false)], 1)).toMatchObject({ images: 6, cost: undefined })
  })
})

test("what the cache probably has is counted, and costs nothing", () => {
  const plan = [
    planned({ maxTokens: 500, runs: 3, kept: 2 }),
    planned({ maxTokens: 100, kept: 1, model: undefined }),
  ]
  expect(estimateBatch(plan, now)).toMatchObject({
    requests: 4,
    fromCache: 3,
    cost: { low: expect.closeTo(0.0003), high: expect.closeTo(0.0053) },
  })
})
