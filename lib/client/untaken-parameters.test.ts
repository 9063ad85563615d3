import { expect, test } from "vitest"
import { describeModel } from "#lib/domain/models"
import { untakenParameters } from "./untaken-parameters.ts"

test("what a model does not take is named, and nothing of one that takes all", () => {
  const of = (provider: "openai" | "sandbox", id: string) =>
    untakenParameters({ provider, mode: "image", model: describeModel(provider, id) })
  expect(of("openai", "gpt-image-1")).toEqual(["seed", "strength", "steps"])
  expect(of("sandbox", "sandbox-image")).toEqual([])
})
