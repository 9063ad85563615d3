import { describe, expect, test } from "vitest"
import type { Variant } from "#lib/domain/batch"
import { describeModel } from "#lib/domain/models"
import type { ParameterTarget } from "#lib/domain/parameters"
import { ownParts, promptOf } from "./column-prompt.ts"
import { climb, largerSize, togglePicked } from "./size-ladder.ts"
import { emptyWorkspace, newColumn } from "./workspace.ts"

const target = (provider: ParameterTarget["provider"], id: string): ParameterTarget => ({
  provider,
  mode: "image",
  model: describeModel(provider, id),
})
const sandbox = target("sandbox", "sandbox-image")

describe("largerSize", () => {
  test("keeps the shape, and takes the longer side up to the rung", () => {
    expect(largerSize({ width: 512, height: 512 }, 1024, sandbox)).toEqual({ width: 1024, height: 1024 })
    expect(largerSize({ width: 512, height: 768 }, 2048, sandbox)).toEqual({ width: 1368, height: 2048 })
  })

  test("is nothing where the picture is as large already", () => {
    expect(largerSize({ width: 1024, height: 512 }, 1024, sandbox)).toBeUndefined()
  })

  test("is one of the sizes that a model offers where it takes no others", () => {
    const dall = target("openai", "dall-e-2")
    expect(largerSize({ width: 512, height: 512 }, 1024, dall)).toEqual({ width: 1024, height: 1024 })
    expect(largerSize({ width: 1024, height: 1024 }, 2048, dall)).toBeUndefined()
  })
})

describe("climb", () => {
  const workspace = emptyWorkspace("image")
  const variant = (more: Partial<Variant> = {}): Variant => ({
    connectionId: "sandbox",
    model: "sandbox-image",
    mode: "image",
    prompt: { kind: "image", text: "A boat" },
    parameters: { size: "512x512", steps: 40, seed: 7 },
    ...more,
  })
  const up = (id: string, seed?: number) => ({
    id,
    variant: variant(),
    name: `A · ${id}`,
    seed,
    size: { width: 1024, height: 1024 },
  })

  test("runs the same settings with the picture's seed and the larger size, one picture each", () => {
    const [source, made] = climb([up("big", 77)])(workspace).columns ?? []
    expect(source).toBe(workspace.columns[0])
    expect(made).toMatchObject({ id: "big", name: "A · big", samples: 1, results: {} })
    expect(made?.parameters.seed).toEqual({ on: true, value: 77 })
    expect(made?.parameters.size).toEqual({ on: true, value: "1024x1024" })
    expect(made?.parameters.num_images).toEqual({ on: true, value: 1 })
    // Those of the run: prompt and settings may have been changed since.
    expect(made?.parameters.steps).toEqual({ on: true, value: 40 })
    expect(made?.parameters.strength?.on).toBe(false)
    expect(made?.prompt).toBe("A boat")
    expect(climb([up("same")])({ ...workspace, promptText: "A boat" }).columns?.[1]?.prompt).toBeUndefined()
  })

  test("takes the run's own negative words and start along, where all columns have others now", () => {
    const initImage = { sha256: "a".repeat(64) }
    const mask = "b".repeat(64)
    const prompt = { kind: "image" as const, text: "A boat", negative: "fog {{x}}", initImage, mask }
    const from = { ...up("big", 7), variant: variant({ prompt }) }
    const [, made] = climb([from])({ ...workspace, negative: "rain" }).columns ?? []
    expect(made?.start).toEqual({ negative: "fog \\{{x}}", initImage, mask })
    if (!made) return
    expect(promptOf(ownParts({ ...workspace, negative: "rain" }, made), {})).toEqual(prompt)
    // Made from nothing, it stays so beside columns that start from an image now.
    const plain = climb([up("plain")])({ ...workspace, initImage, mask }).columns?.[1]
    expect(plain?.start).toEqual({})
    expect(plain && promptOf(ownParts({ ...workspace, initImage }, plain))).toEqual(variant().prompt)
  })

  test("shares what is the same as what all columns have", () => {
    const initImage = { sha256: "a".repeat(64) }
    const from = variant({ prompt: { kind: "image", text: "A boat", negative: "fog", initImage } })
    const [, made] =
      climb([{ ...up("big"), variant: from }])({ ...workspace, negative: "fog ", initImage }).columns ?? []
    expect(made).not.toHaveProperty("start")
  })

  test("stops where there is no room for another column", () => {
    const full = {
      ...workspace,
      columns: Array.from({ length: 11 }, (_, at) => newColumn(at ? `c${at}` : "first")),
    }
    expect(climb([up("one"), up("two")])(full).columns).toHaveLength(12)
  })
})

test("a picture is picked, and let go of again", () => {
  const workspace = emptyWorkspace("image")
  const picked = { ...workspace, ...togglePicked("r/0")(workspace) }
  expect(picked.view.picked).toEqual(["r/0"])
  expect(togglePicked("r/0")(picked).view?.picked).toEqual([])
})
