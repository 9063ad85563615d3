import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { isRepeatable, requestText } from "#lib/domain/cache-key"
import { describeModel } from "#lib/domain/models"
import type { ParameterTarget } from "#lib/domain/parameters"

const place = { baseUrl: "https://one.example/v1", dialect: "openai", provider: "openai" }
const variant = (more: Partial<Variant> = {}): Variant => ({
  connectionId: "c",
  model: "m",
  mode: "chat",
  prompt: { kind: "chat", messages: [{ role: "user", content: "Hello" }] },
  parameters: { temperature: 0 },
  ...more,
})
const keyOf = (more: Partial<Variant> = {}, sample = 0, where = place) =>
  requestText(variant(more), sample, where)

/** The same value with the fields of all its objects the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, reversed(field)]),
  )
}

describe("requestText", () => {
  it("does not depend on the order of fields, on undefined ones, or on the place in a workspace", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (extra) => {
        const same = reversed({
          ...variant({ extra: extra as Variant["extra"] }),
          tools: undefined,
        }) as Variant
        expect(requestText(same, 0, place)).toBe(keyOf({ extra: extra as Variant["extra"] }))
      }),
    )
    expect(keyOf({ columnId: "a", rowId: "b" })).toBe(keyOf())
    expect(keyOf({ parameters: { temperature: 0, stop: undefined } as never })).toBe(keyOf())
  })

  it("tells apart whatever would be sent differently, or elsewhere", () => {
    const image = (sha256: string): Partial<Variant> => ({
      prompt: { kind: "chat", messages: [{ role: "user", content: [{ type: "image", sha256 }] }] },
    })
    const keys = [
      keyOf(),
      keyOf({ connectionId: "other" }),
      keyOf({ model: "other" }),
      keyOf({ mode: "completion" }),
      keyOf({ prompt: { kind: "text", text: "Hello" } }),
      keyOf({ parameters: { temperature: 0, max_tokens: 5 } }),
      keyOf({ parameters: { temperature: "0" } }),
      keyOf({ tools: [{ type: "function", function: { name: "f" } }] as never }),
      keyOf({ answerSchema: { type: "object" } as never }),
      keyOf({ extra: { top_a: 0.1 } }),
      keyOf(image("a".repeat(64))),
      keyOf(image("b".repeat(64))),
      keyOf({}, 0, { ...place, baseUrl: "https://two.example/v1" }),
      keyOf({}, 0, { ...place, dialect: "deepseek" }),
      keyOf({}, 0, { ...place, provider: "deepseek" }),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  it("keeps repetitions apart: by the seed that is sent, or by their number", () => {
    expect(keyOf({}, 1)).not.toBe(keyOf({}, 0))
    const seeded = (seed: number, sample: number) => keyOf({ parameters: { seed } }, sample)
    expect(seeded(1, 1)).not.toBe(seeded(1, 0))
    // The second repetition from seed 1 is the first from seed 2: the same request goes out.
    expect(seeded(1, 1)).toBe(seeded(2, 0))
  })
})

describe("isRepeatable", () => {
  const target = (
    provider: ParameterTarget["provider"],
    model: string,
    mode: ParameterTarget["mode"] = "chat",
  ) => ({
    provider,
    mode,
    model: describeModel(provider, model),
  })
  const compatible = target("compatible", "any")

  it("is what has no chance in it, or a seed", () => {
    expect(isRepeatable(variant(), compatible)).toBe(true)
    expect(isRepeatable(variant({ parameters: { seed: 7, temperature: 1 } }), compatible)).toBe(true)
    expect(isRepeatable(variant({ parameters: { temperature: 0.1 } }), compatible)).toBe(false)
    expect(isRepeatable(variant({ parameters: {} }), compatible)).toBe(false)
  })

  it("is not what extra fields may make random again", () => {
    expect(isRepeatable(variant({ extra: { temperature: 1 } }), compatible)).toBe(false)
    expect(isRepeatable(variant({ extra: { top_a: 1 } }), compatible)).toBe(true)
  })

  it("is not what a provider does not keep to: a model that thinks takes no temperature", () => {
    const thinking = { ...compatible, model: { ...compatible.model, thinking: "default-on" as const } }
    expect(isRepeatable(variant(), thinking)).toBe(false)
    expect(isRepeatable(variant({ parameters: { temperature: 0, thinking: false } }), thinking)).toBe(true)
  })
})
