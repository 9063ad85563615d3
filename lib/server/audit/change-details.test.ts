import { expect, test } from "vitest"
import { batchDetails, changeDetails } from "./change-details.ts"

test("what was changed is named with its value before and after, and nothing else", () => {
  const before = { allowed: true, words: ["a"], name: "same", left: 1 }
  expect(changeDetails(before, { ...before, allowed: false, words: ["a", "b"] })).toEqual({
    "from.allowed": true,
    "to.allowed": false,
    "from.words": '["a"]',
    "to.words": '["a","b"]',
  })
})

test("a batch is told by its size and models, without its prompts", () => {
  const variants = [{ model: "m1", prompt: "secret" }, { model: "m2" }, { model: "m1" }]
  expect(batchDetails({ kind: "text", variants, runs: [1, 2] })).toEqual({
    kind: "text",
    runs: 2,
    models: "m1 m2",
  })
})
