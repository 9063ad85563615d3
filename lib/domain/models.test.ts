import { describe, expect, it } from "vitest"
import { modelSchema, type Price, providerSchema } from "#lib/domain/connection"
import { costOf, describeModel, faultModels, imageFaultModels, knownModels, priceAt } from "./models.ts"

const at = (iso: string): number => Date.parse(iso)
const flash = describeModel("deepseek", "deepseek-flash").prices

describe("priceAt", () => {
  it.each([
    // A Monday; peak is 01:00-04:00 and 06:00-10:00 UTC, the ends excluded.
    ["2026-11-23T00:59:59Z", 0.15],
    ["2026-11-23T01:00:00Z", 0.3],
    ["2026-11-23T03:59:59Z", 0.3],
    ["2026-11-23T04:00:00Z", 0.15],
    ["2026-11-23T06:00:00Z", 0.3],
    ["2026-11-23T09:59:59Z", 0.3],
    ["2026-11-23T10:00:00Z", 0.15],
    ["2026-11-27T01:30:00Z", 0.3],
    ["2026-11-28T01:30:00Z", 0.15],
    ["2026-11-29T07:00:00Z", 0.15],
  ])("at %s is $%f for a million tokens of input", (iso, input) => {
    expect(priceAt(flash, at(iso))?.input).toBe(input)
  })

  it("is the latest that was in force, whatever the order of the list", () => {
    const prices: Price[] = [
      { from: at("2026-06-01"), input: 2, output: 2 },
      { from: at("2026-09-01"), input: 3, output: 3 },
      { from: at("2026-01-01"), input: 1, output: 1 },
    ]
    expect(priceAt(prices, at("2026-05-31"))?.input).toBe(1)
    expect(priceAt(prices, at("2026-06-01"))?.input).toBe(2)
    expect(priceAt(prices, at("2027-01-01"))?.input).toBe(3)
    expect(priceAt(prices, at("2025-12-31"))).toBeUndefined()
    expect(prices[0]?.input).toBe(2)
  })
})

describe("costOf", () => {
  const offPeak = at("2026-11-23T12:00:00Z")

  it("charges what came from the provider's cache at its own price, and thinking once", () => {
    const usage = {
      inputTokens: 1_000_000,
      cachedInputTokens: 400_000,
      outputTokens: 500_000,
      reasoningTokens: 300_000,
    }
    expect(costOf(flash, usage, offPeak)).toBeCloseTo(0.6 * 0.15 + 0.4 * 0.003 + 0.5 * 0.6, 10)
    expect(costOf(flash, usage, at("2026-11-23T07:00:00Z"))).toBeCloseTo(
      2 * (0.6 * 0.15 + 0.4 * 0.003 + 0.5 * 0.6),
      10,
    )
  })

  it("charges cached input in full where there is no other price", () => {
    const prices: Price[] = [{ from: 0, input: 2, output: 4 }]
    expect(costOf(prices, { inputTokens: 1e6, cachedInputTokens: 5e5, outputTokens: 0 }, 0)).toBe(2)
  })

  it("is unknown rather than invented, and nothing rather than unknown in the sandbox", () => {
    const usage = { inputTokens: 1000, outputTokens: 1000 }
    expect(costOf(describeModel("compatible", "llama").prices, usage, offPeak)).toBeUndefined()
    expect(costOf(describeModel("sandbox", "sandbox-small").prices, usage, offPeak)).toBe(0)
  })
})

describe("the models", () => {
  it("are as their schema says, each name once", () => {
    for (const provider of providerSchema.options) {
      const models = knownModels(provider)
      for (const model of models) expect(modelSchema.safeParse(model).success, model.id).toBe(true)
      expect(new Set(models.map(({ id }) => id)).size).toBe(models.length)
    }
  })

  it("cost twice as much in peak hours at DeepSeek", () => {
    for (const price of knownModels("deepseek").flatMap(({ prices }) => prices)) {
      expect(price.peak?.input).toBeCloseTo(price.input * 2, 10)
      expect(price.peak?.output).toBeCloseTo(price.output * 2, 10)
      expect(price.peak?.cachedInput).toBeCloseTo((price.cachedInput ?? 0) * 2, 10)
    }
  })

  it("stand apart when they misbehave on purpose", () => {
    const test = knownModels("sandbox").filter((model) => model.test)
    expect(test.map(({ id }) => id)).toEqual([...faultModels, ...imageFaultModels])
  })

  it("claim nothing about a name that we do not know", () => {
    expect(describeModel("openai", "gpt-unheard-of")).toMatchObject({
      id: "gpt-unheard-of",
      contextTokens: null,
      maxOutputTokens: null,
      thinking: "none",
      prices: [],
      test: false,
    })
    expect(describeModel("openai", "gpt-image-9").modes).toEqual(["image"])
    expect(describeModel("sdwebui", "any-checkpoint").modes).toEqual(["image"])
    expect(describeModel("deepseek", "new").modes).toEqual(["chat", "completion"])
  })
})
