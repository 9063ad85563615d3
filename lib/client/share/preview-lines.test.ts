import { expect, test } from "vitest"
import { aSetup } from "#lib/domain/setup.fixture"
import { cut, previewLines } from "./preview-lines.ts"

const column = (id: string, temperature: number, more = {}) => ({
  id,
  connectionId: "kind:deepseek",
  model: "deepseek-chat",
  parameters: { temperature: { on: true, value: temperature }, max_tokens: { on: true, value: 100 } },
  samples: 1,
  ...more,
})

test("each line says what tells its column apart, and what has no room is counted", () => {
  const columns = [0, 0.5, 1, 1.5, 2].map((temperature, index) => column(`c${index}`, temperature))
  const { lines, more } = previewLines(aSetup({ columns, baselineId: "c0" }))
  expect(lines.map(({ name, facts }) => [name, facts])).toEqual([
    ["A", ["temperature 0"]],
    ["B", ["temperature 0.5"]],
    ["C", ["temperature 1"]],
    ["D", ["temperature 1.5"]],
  ])
  expect(more).toBe(1)
})

test("a single column says what it sends", () => {
  const { lines } = previewLines(aSetup({ columns: [column("a", 0.5, { name: "x".repeat(60) })] }))
  expect(lines[0]?.facts).toEqual(expect.arrayContaining(["temperature 0.5", "max_tokens 100"]))
  expect(lines[0]?.name).toHaveLength(24)
})

test("no character is cut in half", () => {
  expect(cut("👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", 2)).toBe("👩🏽‍🚀…")
  expect(cut("short", 10)).toBe("short")
})
