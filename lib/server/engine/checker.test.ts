import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Check } from "#lib/domain/check-schema"
import { type Checker, createChecker } from "#lib/server/engine/checker"
import { createLog } from "#lib/server/log"

let clock: number
let checker: Checker

beforeEach(() => {
  clock = 0
  checker = createChecker({ log: createLog("silent"), now: () => clock })
})
afterEach(() => checker.close())

const regex = (pattern: string, more: Partial<Extract<Check, { kind: "regex" }>> = {}): Check => ({
  id: "r",
  kind: "regex",
  pattern,
  flags: "",
  not: false,
  ...more,
})
const schema = (value: unknown): Check => ({ id: "s", kind: "json_schema", schema: JSON.stringify(value) })
const verdict = async (check: Check, output: string) => (await checker.evaluate([check], output, "ann"))[0]

/** Backtracks for longer than anybody waits. */
const endless = regex("^(a+)+$")
const bait = `${"a".repeat(40)}!`

describe("regular expressions", () => {
  it.each([
    ["a match", regex("^\\d{4}-\\d{2}$"), "2026-11", true],
    ["no match", regex("^\\d{4}$"), "2026-11", false],
    ["a match that must not be", regex("sorry", { not: true, flags: "i" }), "I am SORRY", false],
    ["flags", regex("^b.c$", { flags: "ms" }), "a\nb\nc", true],
    ["whole characters of an emoji", regex("^.$", { flags: "u" }), "😀", true],
    ["Chinese", regex("雨(声|天)"), "窗外的雨声", true],
  ])("%s", async (_, check, output, passed) => {
    expect(await verdict(check, output)).toMatchObject({ checkId: "r", passed })
  })

  it("one that backtracks for ever is given up, and the next check is answered all the same", async () => {
    const checks = [endless, regex("a"), { ...endless, id: "again" }]
    const results = await checker.evaluate(checks, bait, "ann")
    expect(results).toEqual([
      { checkId: "r", passed: null, reason: "timeout" },
      { checkId: "r", passed: true },
      { checkId: "again", passed: null, reason: "timeout" },
    ])
  })

  it("one that is always too slow is not tried on every output, until a minute later", async () => {
    for (let n = 0; n < 3; n++) await verdict(endless, bait)
    // On an output that it could judge, so that trying and not trying differ.
    expect(await verdict(endless, "aaa")).toMatchObject({ passed: null, reason: "timeout" })
    expect(await verdict(regex("a+"), "aaa")).toMatchObject({ passed: true })
    clock += 60_001
    expect(await verdict(endless, "aaa")).toMatchObject({ passed: true })
  })
})

describe("JSON Schema", () => {
  const person = { type: "object", required: ["name"], properties: { name: { type: "string" } } }

  it.each([
    ["a fitting answer", person, '{"name": "Ann"}', true],
    ["a fitting answer in its code block", person, '```json\n{"name": "Ann"}\n```', true],
    ["a missing field", person, "{}", false],
    ["no JSON", person, "Ann", false],
    ["a format that nobody knows", { type: "string", format: "planet" }, '"Mars"', true],
    ["a keyword that nobody knows", { type: "string", flavour: "sweet" }, '"x"', true],
    [
      "draft-07 tuples",
      { $schema: "http://json-schema.org/draft-07/schema#", items: [{ type: "string" }] },
      "[1]",
      false,
    ],
    [
      "2020-12 tuples",
      { $schema: "https://json-schema.org/draft/2020-12/schema", prefixItems: [{ type: "string" }] },
      "[1]",
      false,
    ],
    ["true", true, "1", true],
    ["false", false, "1", false],
  ])("%s", async (_, value, output, passed) => {
    expect(await verdict(schema(value), output)).toMatchObject({ checkId: "s", passed })
  })

  it("says everything that is wrong, and where", async () => {
    const two = { ...person, properties: { name: { type: "string" }, age: { minimum: 0 } } }
    const result = await verdict(schema(two), '{"name": 1, "age": -1}')
    expect(result?.detail).toContain("/name must be string")
    expect(result?.detail).toContain("/age must be >= 0")
  })

  it("two schemas of one $id do not meet", async () => {
    const named = (type: string) => schema({ $id: "https://x.example/a", type })
    expect(await verdict(named("string"), '"x"')).toMatchObject({ passed: true })
    expect(await verdict(named("number"), '"x"')).toMatchObject({ passed: false })
  })

  it("a pattern inside a schema cannot hang anything either", async () => {
    const slow = schema({ type: "string", pattern: "^(a+)+$" })
    expect(await verdict(slow, JSON.stringify(bait))).toMatchObject({ passed: null, reason: "timeout" })
  })
})

describe("before a batch starts", () => {
  it.each([
    ["a pattern", [regex("a"), regex("(a")], "checks.1.pattern", "Unterminated group"],
    ["a schema's text", [{ id: "s", kind: "json_schema", schema: "{" } as Check], "checks.0.schema", "JSON"],
    ["a schema's content", [regex("a"), schema({ type: "planet" })], "checks.1.schema", "type"],
    [
      "a reference out of the schema",
      [schema({ $ref: "https://x.example/b" })],
      "checks.0.schema",
      "resolve",
    ],
    ["an unknown draft", [schema({ $schema: "https://x.example/d99" })], "checks.0.schema", "d99"],
  ])("%s that cannot be read is refused by its field, with the reason", async (_, checks, field, reason) => {
    const refusal = checker.refuseInvalid(checks, "ann")
    await expect(refusal).rejects.toMatchObject({
      code: "invalid_input",
      field,
      params: { reason: expect.stringContaining(reason) },
    })
  })

  it("takes what can be looked at", async () => {
    await checker.refuseInvalid([regex("a"), schema(true), { id: "j", kind: "json" }], "ann")
  })
})

it("many outputs at once are judged each by its own text", async () => {
  const outputs = Array.from({ length: 200 }, (_, n) => (n % 3 === 0 ? `even ${n}` : `odd ${n}`))
  const results = await Promise.all(
    outputs.map((output) => checker.evaluate([regex("^even")], output, "ann")),
  )
  expect(results.map(([result]) => result?.passed)).toEqual(outputs.map((_, n) => n % 3 === 0))
})

it("a long text has its words counted without holding up the streams", async () => {
  const check: Check = { id: "l", kind: "length", unit: "words", min: 30_000, max: 30_000 }
  expect(await verdict(check, "word ".repeat(30_000))).toMatchObject({ checkId: "l", passed: true })
})

it("what was looked at after the thread had ended is answered by a new one", async () => {
  expect(await verdict(regex("a"), "a")).toMatchObject({ passed: true })
  await checker.close()
  expect(await verdict(regex("a"), "a")).toMatchObject({ passed: true })
})

it("slow checks of one person hold up another's by one job, not by all of them", async () => {
  const slow = Array.from({ length: 4 }, (_, n) => checker.evaluate([regex(`^(a+)+${n}$`)], bait, "ann"))
  const order: string[] = []
  const noted = slow.map((each) => each.then(() => order.push("ann")))
  const quick = checker.evaluate([regex("rain")], "It rains: rain", "bob").then(([result]) => {
    order.push("bob")
    return result
  })
  expect((await quick)?.passed).toBe(true)
  expect(order.filter((who) => who === "ann").length).toBeLessThanOrEqual(1)
  await Promise.all(noted)
})
