import { expect, test } from "vitest"
import type { NewPreset } from "#lib/domain/preset"
import { aSetup } from "#lib/domain/setup.fixture"
import { importCalls } from "./import-calls.ts"

const preset = (name: string, system = ""): NewPreset => ({
  name,
  description: "",
  folder: "",
  tags: [],
  note: "",
  content: {
    version: 1,
    setup: aSetup({ system }),
    view: {
      rendering: "plain",
      reading: "answers",
      diffBy: "auto",
      syncScroll: true,
      judging: false,
      layout: "table",
    },
  },
})

test("a hundred at a time, the last of the file first, none lost", () => {
  const calls = importCalls(Array.from({ length: 250 }, (_, at) => preset(String(at))))
  expect(calls.map((call) => [call.length, call[0]?.name])).toEqual([
    [50, "200"],
    [100, "100"],
    [100, "0"],
  ])
})

test("large ones travel alone: no call is larger than the server takes", () => {
  const large = "x".repeat(4_000_000)
  expect(
    importCalls([preset("a", large), preset("b", large), preset("c")]).map((call) => call.length),
  ).toEqual([2, 1])
})
