import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { firstWrongLine, readEnvFile } from "./env-file.mjs"

const folder = mkdtempSync(join(tmpdir(), "bracket-env-file-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("a file that is not there has no variables", () => {
  expect(readEnvFile(join(folder, "none"))).toEqual({})
})

test("reads comments, quotes, export and values over several lines", () => {
  const file = join(folder, "good")
  writeFileSync(
    file,
    `# a comment\n\nexport PORT=3001\nHOST="127.0.0.1" # here\nLONG='a\nnot a name\nb'\nEMPTY=\n`,
  )
  expect(readEnvFile(file)).toEqual({ PORT: "3001", HOST: "127.0.0.1", LONG: "a\nnot a name\nb", EMPTY: "" })
})

test.each([
  ["PORT 3000", 1],
  ["PORT=1\n\nDATA DIR=x", 3],
  ["A='x\ny'\nwrong", 3],
  ["2PORT=1", 1],
])("refuses %j by its line", (text, line) => {
  expect(firstWrongLine(text)).toBe(line)
  const file = join(folder, "wrong")
  writeFileSync(file, text)
  expect(() => readEnvFile(file)).toThrow(`line ${line}, is not of the form NAME=value`)
})

test("refuses what cannot be read", () => {
  expect(() => readEnvFile(folder)).toThrow("cannot be read (EISDIR)")
})
