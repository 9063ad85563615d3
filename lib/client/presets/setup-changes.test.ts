import fc from "fast-check"
import { expect, test } from "vitest"
import { anySetup, aSetup } from "#lib/domain/setup.fixture"
import type { ColumnSetup } from "#lib/domain/setup-schema"
import { setupChanges, setupText } from "./setup-changes.ts"

const column = (id: string, more: Partial<ColumnSetup> = {}): ColumnSetup => ({
  id,
  connectionId: "sandbox",
  model: "small",
  parameters: {},
  samples: 1,
  ...more,
})

test("a setup does not differ from itself, whatever it holds", () => {
  fc.assert(
    fc.property(anySetup(), (setup) => {
      expect(setupChanges(setup, setup)).toEqual([])
    }),
  )
})

test("each setting that is not the same is named with both of its values, and the rest is silent", () => {
  const on = (value: number) => ({ on: true, value })
  const before = aSetup({
    columns: [
      column("a", { parameters: { temperature: on(0), top_p: on(1), seed: { on: false, value: 1 } } }),
    ],
    concurrency: 5,
  })
  const after = aSetup({
    columns: [
      column("a", { parameters: { temperature: on(0.7), top_p: on(1), seed: on(1) }, system: "Be brief" }),
      column("b"),
    ],
    concurrency: 2,
  })
  expect(setupChanges(before, after)).toEqual([
    { what: "concurrency", before: 5, after: 2 },
    { column: "A", what: "system", before: undefined, after: "Be brief" },
    { column: "A", what: "parameter", parameter: "temperature", before: 0, after: 0.7 },
    { column: "A", what: "parameter", parameter: "seed", before: undefined, after: 1 },
    { what: "column", before: undefined, after: "B" },
  ])
  expect(setupChanges(after, before).at(-1)).toEqual({ what: "column", before: "B", after: undefined })
})

test("variables, checks and images count as what they hold", () => {
  const before = aSetup({ variables: { names: ["city"], rows: [{ id: "1", values: { city: "Rome" } }] } })
  const after = aSetup({ variables: { names: ["city"], rows: [{ id: "2", values: { city: "Oslo" } }] } })
  expect(setupChanges(before, after)).toEqual([
    { what: "variables", before: "city\nRome", after: "city\nOslo" },
  ])
})

test("the prompt reads from top to bottom, without what is empty", () => {
  expect(
    setupText(
      aSetup({
        system: "Be brief",
        turns: [
          { id: "1", role: "user", text: "Hi" },
          { id: "2", role: "assistant", text: "" },
        ],
      }),
    ),
  ).toBe("system:\nBe brief\n\nuser:\nHi")
  expect(setupText(aSetup({ mode: "image", promptText: "a boat", negative: "people" }))).toBe(
    "a boat\n\n--no:\npeople",
  )
})
