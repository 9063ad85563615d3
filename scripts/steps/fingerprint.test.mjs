import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { builtFiles, sourcesFingerprint } from "./fingerprint.mjs"

let project
const write = (path, text = "x") => {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), text)
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "bracket-fingerprint-"))
  for (const path of ["app/page.tsx", "lib/domain/run.ts", "package-lock.json", "next.config.mjs"])
    write(path)
})

afterEach(() => rmSync(project, { recursive: true, force: true }))

test("counts what is built and nothing else", () => {
  for (const path of ["lib/domain/run.test.ts", "lib/sandbox/main.ts", "e2e/a.spec.ts", "scripts/start.mjs"])
    write(path)
  for (const path of ["README.md", "vitest.config.ts", "playwright.config.ts", "biome.json", "next-env.d.ts"])
    write(path)
  expect(builtFiles(project)).toEqual([
    "app/page.tsx",
    "lib/domain/run.ts",
    "next.config.mjs",
    "package-lock.json",
  ])
})

test("changes with contents, names and additions, not with times", () => {
  const before = sourcesFingerprint(project)
  utimesSync(join(project, "app/page.tsx"), new Date(0), new Date(0))
  expect(sourcesFingerprint(project)).toBe(before)
  write("app/page.tsx", "y")
  expect(sourcesFingerprint(project)).not.toBe(before)
  write("app/page.tsx")
  expect(sourcesFingerprint(project)).toBe(before)
  write("messages/en.json")
  expect(sourcesFingerprint(project)).not.toBe(before)
})
