import { expect, test } from "vitest"
import { newPresetsSchema, savePresetSchema } from "#lib/domain/preset"
import { aSetup } from "#lib/domain/setup.fixture"
import type { Setup } from "#lib/domain/setup-schema"

const view = {
  rendering: "plain",
  reading: "answers",
  diffBy: "auto",
  syncScroll: true,
  judging: false,
  layout: "table",
}
const content = (changes: Partial<Setup>) => ({ version: 1, setup: aSetup(changes), view })

test.each<[string, Partial<Setup>]>([
  ["columns of one id", { columns: [...aSetup().columns, ...aSetup().columns] }],
  ["no message of the user", { turns: [{ id: "t", role: "assistant", text: "Hi" }] }],
])("%s are refused when they are saved: they could never be opened again", (_, changes) => {
  const bad = content(changes)
  expect(newPresetsSchema.safeParse({ presets: [{ name: "a", content: bad }] }).success).toBe(false)
  expect(savePresetSchema.safeParse({ seen: 1, content: bad }).success).toBe(false)
  expect(newPresetsSchema.safeParse({ presets: [{ name: "a", content: content({}) }] }).success).toBe(true)
})
