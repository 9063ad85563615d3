import { expect, test } from "vitest"
import { installedMatches } from "./install.mjs"

const a = { version: "1.0.0", integrity: "sha512-a" }
const other = { version: "1.0.0", integrity: "sha512-o", optional: true }
const lock = { packages: { "": {}, "node_modules/a": a, "node_modules/other-system": other } }

test("matches what npm recorded, with or without another system's optional package", () => {
  expect(installedMatches(lock, { packages: { "node_modules/a": a } })).toBe(true)
  expect(
    installedMatches(lock, { packages: { "node_modules/a": a, "node_modules/other-system": other } }),
  ).toBe(true)
})

test("does not match another version, a missing or a left-over package, or no record", () => {
  expect(installedMatches(lock, { packages: { "node_modules/a": { ...a, version: "1.0.1" } } })).toBe(false)
  expect(installedMatches(lock, { packages: {} })).toBe(false)
  expect(installedMatches(lock, { packages: { "node_modules/a": a, "node_modules/b": a } })).toBe(false)
  expect(installedMatches(lock, undefined)).toBe(false)
})
