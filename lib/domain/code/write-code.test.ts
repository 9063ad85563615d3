import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { describe, expect, onTestFinished, test } from "vitest"
import type { Check } from "#lib/domain/check-schema"
import { editedPicture, mixedSource, signedChat } from "./code.fixture.ts"
import { type CodeSource, codeFileName, codeTargets, mayTest, unavailable, variablesOf } from "./snippet.ts"
import { writeCode } from "./write-code.ts"

const checks: Check[] = [
  { id: "1", kind: "contains", text: 'it\'s "so"\n', not: false, ignoreCase: true },
  { id: "2", kind: "regex", pattern: "^\\d+\\b(?<x>.)$", flags: "i", not: true },
  { id: "3", kind: "json" },
  { id: "4", kind: "json_schema", schema: '{"type":"object"}' },
  { id: "5", kind: "length", unit: "characters", min: 1, max: 9 },
  { id: "6", kind: "length", unit: "words", max: 9 },
]

/** The requests of a source that a target can send. */
const possible = (target: (typeof codeTargets)[number], source: CodeSource): CodeSource => ({
  ...source,
  requests: source.requests.filter((request) => unavailable(target, [request]) === undefined),
})

describe.each(codeTargets)("%s", (target) => {
  test("stays as it was read over by somebody", async () => {
    const code = writeCode(target, possible(target, mixedSource()))
    await expect(code).toMatchFileSnapshot(`samples/${codeFileName(target, mixedSource())}.${target}.txt`)
  })

  test("is code by its own language's measure, as a program and as a test", () => {
    const cwd = mkdtempSync(path.join(tmpdir(), "bracket-syntax-"))
    onTestFinished(() => rmSync(cwd, { recursive: true }))
    const texts = possible(target, mixedSource())
    const asked = texts.requests.filter(({ answer }) => answer === "chat")
    for (const source of [texts, ...(mayTest(target) ? [{ files: [], requests: asked, checks }] : [])]) {
      const name = codeFileName(target, source)
      writeFileSync(path.join(cwd, name), writeCode(target, source))
      if (name.endsWith(".sh")) execFileSync("bash", ["-n", name], { cwd })
      else if (name.endsWith(".py")) execFileSync("python3", ["-m", "py_compile", name], { cwd })
      else if (name.endsWith(".mjs")) execFileSync(process.execPath, ["--check", name], { cwd })
    }
  })

  test("names every variable that it reads, and nothing but them is needed", () => {
    const source = possible(target, mixedSource())
    const code = writeCode(target, source)
    for (const name of variablesOf(source.requests)) expect(code).toContain(name)
  })
})

test("a column whose name would be code is a name still", () => {
  const names = ['"""\nimport os; os.exit()', "*/ }\\u000a}", "$(touch x)`", "'; rm -rf x", "\u202eevil"]
  const requests = names.map((name) => ({ name, ...signedChat({ connection: name, model: name }) }))
  const cwd = mkdtempSync(path.join(tmpdir(), "bracket-names-"))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  for (const target of ["curl", "python-requests", "node-fetch"] as const) {
    const source = { requests, files: [] }
    const code = writeCode(target, source)
    expect(code).not.toContain("\u202e")
    const name = codeFileName(target, source)
    writeFileSync(path.join(cwd, name), code)
    if (target === "curl") execFileSync("bash", ["-n", name], { cwd })
    else if (target === "node-fetch") execFileSync(process.execPath, ["--check", name], { cwd })
    else execFileSync("python3", ["-m", "py_compile", name], { cwd })
  }
  expect(writeCode("java-okhttp", { requests, files: [] })).not.toMatch(/^\/\/.*(?<!\\)\\u/m)
})

test("the SDK is offered where it can work only, and the reason is known where it cannot", () => {
  const keyed = { ...editedPicture() }
  expect(unavailable("python-openai", [keyed])).toBeUndefined()
  expect(unavailable("python-openai", [signedChat()])).toBe("signed")
  expect(unavailable("node-openai", [{ ...keyed, auth: { kind: "basic", user: "U", password: "P" } }])).toBe(
    "basic",
  )
  expect(unavailable("node-openai", [{ ...keyed, answer: "webui" }])).toBe("protocol")
  expect(unavailable("curl", [signedChat()])).toBeUndefined()
})

test("files are named so that they can be run, and found by the runner of tests", () => {
  const one = (name: string) => ({ requests: [{ name, ...signedChat() }], files: [] })
  expect(codeFileName("curl", one("A"))).toBe("bracket-a.sh")
  expect(codeFileName("python-httpx", { ...one("Cold: 0.1"), checks })).toBe("test_bracket_cold_0_1.py")
  expect(codeFileName("node-axios", { ...one("../../etc"), checks })).toBe("bracket-etc.test.mjs")
  expect(codeFileName("java-okhttp", one("A"))).toBe("Bracket.java")
  expect(codeFileName("curl", one("冷"))).toBe("bracket-column.sh")
  expect(codeFileName("node-fetch", mixedSource())).toBe("bracket-comparison.mjs")
})
