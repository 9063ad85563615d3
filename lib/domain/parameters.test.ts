import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Mode, type Model, type ProviderId, providerSchema } from "#lib/domain/connection"
import { describeModel, knownModels } from "#lib/domain/models"
import { checkParameter, checkParameters } from "./check-parameters.ts"
import {
  isThinking,
  noEffectOf,
  type Parameters,
  type ParameterTarget,
  parameterSpecs,
  parametersFor,
} from "./parameters.ts"

function target(
  provider: ProviderId,
  id: string,
  mode: Mode = "chat",
  more: Partial<Model> = {},
): ParameterTarget {
  return { provider, mode, model: { ...describeModel(provider, id), ...more } }
}
const flash = target("deepseek", "deepseek-flash")
const pro = target("deepseek", "deepseek-v4-pro")
const local = target("compatible", "llama")

function effect(name: string, of: ParameterTarget, parameters: Parameters) {
  const spec = parameterSpecs.find((candidate) => candidate.name === name)
  if (!spec) throw new Error(`no parameter ${name}`)
  return noEffectOf(spec, of, parameters)
}

/** Every provider, with every model that we know of it, in every mode of that model. */
const targets: ParameterTarget[] = providerSchema.options.flatMap((provider) =>
  [...knownModels(provider), describeModel(provider, "unknown")].flatMap((model) =>
    model.modes.map((mode) => ({ provider, mode, model })),
  ),
)

describe("the descriptions", () => {
  it("have one name each, and initial values that may be sent", () => {
    expect(new Set(parameterSpecs.map(({ name }) => name)).size).toBe(parameterSpecs.length)
    // A size that a model does not make is a clear problem, with the sizes that it does.
    for (const each of targets)
      for (const spec of parametersFor(each))
        if (spec.kind !== "size") expect(checkParameter(spec.name, spec.initial, each)).toBeUndefined()
  })

  it("send no stop by default: a newline would end the first demonstration after one line", () => {
    expect(parameterSpecs.find(({ name }) => name === "stop")).toMatchObject({
      initiallyOn: false,
      initial: [],
    })
  })

  it("offer the vendor's advice for temperature", () => {
    expect(parameterSpecs.find(({ name }) => name === "temperature")).toMatchObject({
      chips: [{ value: 0 }, { value: 1 }, { value: 1.3 }, { value: 1.5 }],
    })
  })

  it("leave out what a target does not take", () => {
    const names = (of: ParameterTarget) => parametersFor(of).map(({ name }) => name)
    expect(names(flash)).toContain("thinking")
    expect(names(flash)).not.toContain("seed")
    expect(names(local)).not.toContain("thinking")
    expect(names(local)).toContain("seed")
    expect(names(target("sandbox", "sandbox-small"))).toContain("min_p")
    // Servers in OpenAI's shape know neither seed nor strength of an image: no dead slider for them.
    expect(names({ ...local, mode: "image" })).toEqual(["size", "num_images"])
    expect(names(target("sandbox", "sandbox-image", "image"))).toEqual(
      expect.arrayContaining(["size", "strength", "steps", "num_images", "seed"]),
    )
  })
})

describe("checkParameter", () => {
  it("takes every value within a range and none outside", () => {
    for (const each of targets)
      for (const spec of parametersFor(each)) {
        if (spec.kind !== "number" && spec.kind !== "integer") continue
        const { min, max, step } = spec.range(each)
        expect(checkParameter(spec.name, min, each)).toBeUndefined()
        expect(checkParameter(spec.name, max, each)).toBeUndefined()
        for (const value of [min - step, max + step])
          expect(checkParameter(spec.name, value, each)).toMatchObject({
            problem: "out_of_range",
            params: { name: spec.name, value, min, max },
          })
      }
  })

  it.each([
    ["temperature", "0.5", "wrong_kind"],
    ["temperature", Number.NaN, "wrong_kind"],
    ["temperature", Number.POSITIVE_INFINITY, "wrong_kind"],
    ["max_tokens", 1.5, "wrong_kind"],
    ["max_tokens", Number.NaN, "wrong_kind"],
    ["stop", "x", "wrong_kind"],
    ["stop", [""], "too_long"],
    ["stop", ["x".repeat(201)], "too_long"],
    ["stop", Array.from({ length: 17 }, String), "too_many"],
    ["thinking", 1, "wrong_kind"],
    ["reasoning_effort", "enormous", "not_a_choice"],
    ["seed", 1, "not_taken"],
    ["constructor", 1, "unknown"],
  ])("refuses %s = %j as %s", (name, value, problem) => {
    expect(checkParameter(name, value, flash)?.problem).toBe(problem)
  })

  it("knows a model's own limit, and OpenAI's lower limit for probabilities of completions", () => {
    expect(checkParameter("max_tokens", 5000, target("sandbox", "sandbox-fast"))).toMatchObject({
      params: { max: 4096 },
    })
    expect(checkParameter("logprobs", 6, { ...local, mode: "completion" })).toMatchObject({
      params: { max: 5 },
    })
    expect(checkParameter("logprobs", 20, local)).toBeUndefined()
  })

  it("never throws, whatever is sent", () => {
    const value = fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.array(fc.string()))
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), fc.constantFrom(...targets), (parameters, each) => {
        checkParameters(parameters, each)
      }),
    )
  })

  it("lists all that is wrong, not only the first", () => {
    expect(
      checkParameters({ temperature: 3, top_p: 0.5, max_tokens: 0 }, local).map(({ name }) => name),
    ).toEqual(["temperature", "max_tokens"])
  })
})

describe("what will be without effect", () => {
  it("is temperature while DeepSeek thinks, which it does unless told not to", () => {
    expect(isThinking(flash, {})).toBe(true)
    expect(effect("temperature", flash, {})).toBe("thinking")
    expect(effect("temperature", flash, { thinking: true })).toBe("thinking")
    expect(effect("temperature", flash, { thinking: false })).toBeUndefined()
    expect(effect("temperature", local, {})).toBeUndefined()
  })

  it("is top_p in the other mode of each DeepSeek model, and what is below 0.95 in the right one", () => {
    expect(effect("top_p", flash, { thinking: false, top_p: 0.5 })).toBe("not_thinking")
    expect(effect("top_p", flash, { top_p: 0.5 })).toBe("raised_to_095")
    expect(effect("top_p", flash, { top_p: 0.97 })).toBeUndefined()
    expect(effect("top_p", pro, { top_p: 0.5 })).toBe("thinking")
    expect(effect("top_p", pro, { thinking: false, top_p: 0.5 })).toBeUndefined()
  })

  it("is everything about chance at temperature 0", () => {
    for (const name of ["top_p", "seed"])
      expect(effect(name, local, { temperature: 0 })).toBe("temperature_zero")
    expect(effect("top_p", local, { temperature: 0.1 })).toBeUndefined()
  })

  it("is DeepSeek's penalties always, and the effort when thinking is off", () => {
    expect(effect("presence_penalty", flash, { thinking: false })).toBe("deprecated")
    expect(effect("frequency_penalty", local, {})).toBeUndefined()
    expect(effect("reasoning_effort", flash, { thinking: false })).toBe("thinking_off")
    expect(effect("reasoning_effort", flash, {})).toBeUndefined()
  })
})
