import { describe, expect, it } from "vitest"
import { checkParameter } from "./check-parameters.ts"
import { sizeOf } from "./image-parameters.ts"
import { describeModel } from "./models.ts"
import { noEffectOf, type ParameterTarget, parameterSpecs } from "./parameters.ts"

const sandbox: ParameterTarget = {
  provider: "sandbox",
  mode: "image",
  model: describeModel("sandbox", "sandbox-image"),
}
const openAi = (id: string): ParameterTarget => ({
  provider: "openai",
  mode: "image",
  model: describeModel("openai", id),
})

describe("a size", () => {
  it("is two numbers of pixels", () => {
    expect(sizeOf("1024x768")).toEqual({ width: 1024, height: 768 })
    for (const text of ["", "1024", "1024 x 768", "-1x5", "1024x768x3", 512])
      expect(sizeOf(text)).toBeUndefined()
  })

  it("is held to what the model makes, and says what that is", () => {
    expect(checkParameter("size", "640x512", sandbox)).toBeUndefined()
    expect(checkParameter("size", "100x9000", sandbox)).toMatchObject({
      problem: "size_out_of_range",
      params: { min: 512, max: 2048 },
    })
    expect(checkParameter("size", "513x512", sandbox)).toMatchObject({ problem: "size_not_in_steps" })
    expect(checkParameter("size", "big", sandbox)).toMatchObject({ problem: "wrong_kind" })
    expect(checkParameter("size", "512x512", openAi("gpt-image-1"))).toMatchObject({
      problem: "not_a_choice",
      params: { choices: "1024x1024, 1536x1024, 1024x1536" },
    })
    expect(checkParameter("size", "1600x1024", openAi("gpt-image-2"))).toBeUndefined()
  })
})

it("strength does nothing without an image to start from", () => {
  const strength = parameterSpecs.find(({ name }) => name === "strength")
  if (!strength) throw new Error("no strength")
  expect(noEffectOf(strength, { ...sandbox, hasInitImage: false }, {})).toBe("no_init_image")
  expect(noEffectOf(strength, { ...sandbox, hasInitImage: true }, {})).toBeUndefined()
})
