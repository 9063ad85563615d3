import { readFileSync, writeFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { PresetContent } from "#lib/domain/preset-content"
import { anySetup, aSetup } from "#lib/domain/setup.fixture"
import type { Setup } from "#lib/domain/setup-schema"
import {
  countWithImages,
  type ExportedPreset,
  isPresetFile,
  presetFileJsonSchema,
  readPresetFile,
  writePresetFile,
} from "./preset-file.ts"

const view: PresetContent["view"] = {
  rendering: "markdown",
  reading: "answers",
  diffBy: "auto",
  syncScroll: true,
  judging: false,
  layout: "table",
}
const preset = (setup: Setup, name = "Tones"): ExportedPreset => ({
  name,
  description: "Warm to cold",
  folder: "work/tones",
  tags: ["short", "中文"],
  content: { version: 1, setup, view },
})
const connections = [{ id: "sandbox", provider: "sandbox" }] as const

test("what was exported is what is imported, whatever is in it", () => {
  fc.assert(
    fc.property(fc.array(anySetup(["kind:sandbox"]), { minLength: 1, maxLength: 3 }), (setups) => {
      const presets = setups.map((setup) => preset(setup))
      const value = JSON.parse(writePresetFile(presets, []))
      expect(isPresetFile(value)).toBe(true)
      expect(readPresetFile(value)).toEqual({ presets, flaws: [] })
    }),
  )
})

test("a file names kinds of connections, and no id, name or address of one", () => {
  const columns = ["my-secret-id", "sandbox", "gone-id"].map((connectionId, index) => ({
    id: String(index),
    connectionId,
    model: "m",
    parameters: {},
    samples: 1,
  }))
  const text = writePresetFile(
    [preset(aSetup({ columns }))],
    [{ id: "my-secret-id", provider: "openrouter" }, ...connections],
  )
  expect(text).not.toMatch(/my-secret-id|gone-id/)
  for (const kind of ["kind:openrouter", "kind:sandbox", "kind:compatible"]) expect(text).toContain(kind)
})

test("presets with images are counted, so that it can be said that images stay behind", () => {
  const initImage = { sha256: "a".repeat(64) }
  expect(countWithImages([preset(aSetup()), preset(aSetup({ mode: "image", initImage }))])).toBe(1)
})

test("what is wrong is named with preset and field, and the good ones are still there", () => {
  const good = preset(
    aSetup({ columns: aSetup().columns.map((c) => ({ ...c, connectionId: "kind:sandbox" })) }),
  )
  const flawed = {
    ...good,
    name: "<b>Flawed</b>",
    content: { ...good.content, setup: { ...good.content.setup, columns: [] } },
  }
  const presets = [good, flawed, { ...good, tags: "none" }, { ...good, content: { version: 2 } }, null]
  expect(readPresetFile({ format: "bracket-presets", version: 1, presets })).toEqual({
    presets: [good],
    flaws: [
      { place: 2, name: "<b>Flawed</b>", problem: "not_preset", field: "content.setup.columns" },
      { place: 3, name: "Tones", problem: "not_preset", field: "tags" },
      { place: 4, name: "Tones", problem: "newer" },
      { place: 5, name: "", problem: "not_preset" },
    ],
  })
})

test.each([
  ["a later version of the file", { version: 2, presets: [] }, "newer"],
  ["no list", { version: 1, presets: {} }, "no_presets"],
  ["an empty list", { version: 1, presets: [] }, "no_presets"],
  ["no version", { presets: [] }, "no_presets"],
])("%s is told as what it is", (_, file, problem) => {
  expect(readPresetFile({ format: "bracket-presets", ...file })).toEqual({ problem })
})

test("names that programs stumble over change nothing outside the preset", () => {
  const text = `{"format":"bracket-presets","version":1,"__proto__":{"polluted":1},"presets":[{"name":"\\ud83d","__proto__":{"polluted":1},"content":{"__proto__":{"polluted":1},"version":1}}]}`
  expect(readPresetFile(JSON.parse(text))).toMatchObject({ presets: [], flaws: [{ place: 1 }] })
  expect({}).not.toHaveProperty("polluted")
})

test("docs/preset-file.schema.json is what files are checked by (UPDATE_DOCS=1 writes it anew)", () => {
  const path = new URL("../../../docs/preset-file.schema.json", import.meta.url)
  const made = `${JSON.stringify(presetFileJsonSchema(), null, 2)}\n`
  if (process.env.UPDATE_DOCS) writeFileSync(path, made)
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(JSON.parse(made))
})
