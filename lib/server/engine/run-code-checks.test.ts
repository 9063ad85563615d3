import { describe, expect, test } from "vitest"
import type { Check } from "#lib/domain/check-schema"
import { type CodeSource, codeFileName, codeTargets, mayTest, unavailable } from "#lib/domain/code/snippet"
import { writeCode } from "#lib/domain/code/write-code"
import { credentials } from "#lib/sandbox/running.fixture"
import { httpServer } from "#lib/server/upstream/testing/loopback-server"
import { codeFolder, environmentOf, missingFor, runCode } from "./code-fixture.ts"

/** A server that answers every chat alike. */
async function answering(text: string): Promise<string> {
  const { url } = await httpServer((request, response) => {
    request.resume()
    response.setHeader("content-type", "application/json")
    response.end(JSON.stringify({ choices: [{ index: 0, message: { role: "assistant", content: text } }] }))
  })
  return url.origin
}

const sourceOf = (origin: string, checks: Check[]): CodeSource => ({
  checks,
  files: [],
  requests: [
    {
      name: 'A "test"',
      connection: "Keyed",
      model: "any",
      answer: "chat",
      stream: false,
      url: { text: `${origin}/v1/chat/completions` },
      auth: { kind: "bearer", key: "KEYED_API_KEY" },
      body: { kind: "json", value: { model: "any", messages: [{ role: "user", content: "Hi" }] } },
    },
  ],
})

const fence = "```"
const answer = `${fence}json\n{"name": "Ünï", "n": 12}\n${fence}`

const passing: Check[] = [
  { id: "1", kind: "contains", text: "ÜNÏ", not: false, ignoreCase: true },
  { id: "2", kind: "contains", text: "nobody", not: true, ignoreCase: false },
  { id: "3", kind: "regex", pattern: "\\d{2}\\}$", flags: "", not: true },
  { id: "4", kind: "regex", pattern: "(?<key>name).:", flags: "i", not: false },
  { id: "5", kind: "json" },
  { id: "6", kind: "length", unit: "characters", min: 36, max: 36 },
  { id: "7", kind: "length", unit: "words", min: 5, max: 5 },
]
const failing: Check[] = [
  { id: "1", kind: "contains", text: "ünï", not: false, ignoreCase: false },
  { id: "2", kind: "regex", pattern: "12", flags: "", not: true },
  { id: "3", kind: "length", unit: "words", max: 4 },
  { id: "4", kind: "length", unit: "characters", min: 37 },
]
const schemas: Check[] = [
  { id: "1", kind: "json_schema", schema: '{"type":"object","required":["name"]}' },
  { id: "2", kind: "json_schema", schema: '{"type":"object","required":["age"]}' },
]

describe.each(codeTargets.filter(mayTest))("%s as a test", (target) => {
  /** How it ended: what the runner said of it all. */
  async function report(text: string, checks: Check[], skip: (when: boolean, why: string) => void) {
    const missing = await missingFor(target)
    skip(missing !== undefined, `${missing} is not on this machine`)
    const source = sourceOf(await answering(text), checks)
    expect(unavailable(target, source.requests)).toBeUndefined()
    const file = { name: codeFileName(target, source), code: writeCode(target, source) }
    const env = environmentOf(credentials)
    return runCode(target, await codeFolder(), file, env, ["--test"]).then(
      () => "passed",
      ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
    )
  }

  test("passes where the checks pass", async ({ skip }) => {
    expect(await report(answer, passing, skip)).toBe("passed")
  })

  test("fails for each check that fails", async ({ skip }) => {
    const said = await report(answer, failing, skip)
    expect(said).toMatch(/failures=4|fail 4/)
  })

  test("holds JSON to its schema, where the package for that is there", async ({ skip }) => {
    const said = await report(answer, schemas, skip)
    expect(said).toMatch(/errors=1|fail 1|skipped=2|fail 2/)
    expect(await report("no JSON", [{ id: "1", kind: "json" }], skip)).not.toBe("passed")
  })
})
