import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { root } from "./steps/project.mjs"

const example = readFileSync(join(root, ".env.example"), "utf8")

test(".env.example names every variable of the configuration", () => {
  const source = readFileSync(join(root, "lib/server/config.ts"), "utf8")
  const known = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name)
  expect(known).toContain("PORT")
  const documented = new Set([...example.matchAll(/^#([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name))
  expect(known.filter((name) => !documented.has(name))).toEqual([])
})

test("each variable of .env.example has its sentence right above it", () => {
  const lines = example.split("\n")
  const bare = lines.filter((line, index) => /^#[A-Z]/.test(line) && !/^# .*\.$/.test(lines[index - 1] ?? ""))
  expect(bare).toEqual([])
})
