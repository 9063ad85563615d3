import type { Check } from "#lib/domain/check-schema"
import { jsString } from "./literals.ts"
import type { NamedRequest } from "./snippet.ts"

/** Tests of node:test that ask once for each request, and look at the answer by every check. */
export function nodeTests(requests: NamedRequest[], checks: Check[]): string {
  const kinds = new Set(checks.map(({ kind }) => kind))
  const units = new Set(checks.flatMap((check) => (check.kind === "length" ? [check.unit] : [])))
  const asks = requests.map(({ id, name, stream }) => {
    const call = `ask${id.toUpperCase()}`
    return `  [${jsString(name)}, ${stream ? `() => joined(${call}())` : call}],`
  })
  return [
    ...(requests.some(({ stream }) => stream) ? [joined] : []),
    ...(kinds.has("json") || kinds.has("json_schema") ? [readJson] : []),
    ...(units.size > 0 ? [count] : []),
    [
      `for (const [name, answerOf] of [\n${asks.join("\n")}\n])`,
      "  describe(name, () => {",
      "    let answer",
      "    before(async () => {",
      "      answer = await answerOf()",
      "    })",
      ...checks.flatMap((check, index) => [
        `    test(${jsString(`${index + 1} ${check.kind}`)}, ${check.kind === "json_schema" ? "async " : ""}() => {`,
        ...linesOf(check).map((line) => `      ${line}`),
        "    })",
      ]),
      "  })",
    ].join("\n"),
  ].join("\n\n")
}

function linesOf(check: Check): string[] {
  switch (check.kind) {
    case "contains": {
      const lower = check.ignoreCase ? ".toLowerCase()" : ""
      return [`assert.equal(answer${lower}.includes(${jsString(check.text)}${lower}), ${!check.not}, answer)`]
    }
    case "regex": {
      const pattern = `new RegExp(${jsString(check.pattern)}, ${jsString(check.flags)})`
      return [`assert.${check.not ? "doesNotMatch" : "match"}(answer, ${pattern})`]
    }
    case "json":
      return ["readJson(answer)"]
    case "json_schema":
      return [
        `const schema = JSON.parse(${jsString(check.schema)})`,
        `const draft7 = String(schema.$schema ?? "").includes("draft-07")`,
        `const { default: Ajv } = await import(draft7 ? "ajv" : "ajv/dist/2020.js")`,
        "const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(schema)",
        "assert.ok(validate(readJson(answer)), JSON.stringify(validate.errors))",
      ]
    case "length": {
      const granularity = check.unit === "words" ? "word" : "grapheme"
      const assertion = (test: string) => `assert.ok(length ${test}, \`\${length} ${check.unit}\`)`
      return [
        `const length = count(answer, "${granularity}")`,
        ...(check.min === undefined ? [] : [assertion(`>= ${check.min}`)]),
        ...(check.max === undefined ? [] : [assertion(`<= ${check.max}`)]),
      ]
    }
  }
}

const joined = `async function joined(pieces) {
  let text = ""
  for await (const piece of pieces) text += piece
  return text
}`

const readJson = `/** The JSON of an answer: all of it, or what stands in its code block when it is one and nothing else. */
function readJson(text) {
  const block = /^(\`{3,})[^\`\\n]*\\n((?:(?!\\n\\1)[^])*\\n|)\\1$/.exec(text.trim())
  return JSON.parse(block ? block[2] : text)
}`

const count = `/** Characters as a reader sees them ("grapheme"), or words, Chinese ones too ("word"). */
function count(text, granularity) {
  const segments = [...new Intl.Segmenter("en", { granularity }).segment(text)]
  return granularity === "word" ? segments.filter((one) => one.isWordLike).length : segments.length
}`
