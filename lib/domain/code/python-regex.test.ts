import { execFileSync } from "node:child_process"
import { expect, test } from "vitest"
import { pythonRegex } from "./python-regex.ts"

const patterns: [pattern: string, flags: string][] = [
  ["^\\d{2,}$", ""],
  ["\\bword\\b", "i"],
  ["a.c", ""],
  ["a.c", "s"],
  ["[\\w-]+@[^\\s@]+", ""],
  ["(?<year>\\d{4})-\\d\\d", ""],
  ["yes|no$", "m"],
  ["\\u6c34\\x41?", ""],
  ["[[\\]]", ""],
  ["\\/\\-\\$", ""],
  ["(a)\\1", ""],
  ["\\S+\\W\\D", ""],
]
const texts = [
  "12",
  "12\n",
  "1٢",
  "a word!",
  "aWORD",
  "a\nc",
  "a\u2028c",
  "me-2@x.y",
  "2026-11 2026-11-30",
  "no\nyes",
]
const more = ["水A", "水", "[", "]", "/-$", "aa", "ab c", "é é", "no", "\ufeff@", ""]

test("a regular expression finds in Python what it finds in Bracket", () => {
  const all = [...texts, ...more]
  const written = patterns.map(([pattern, flags]) => pythonRegex(pattern, flags))
  expect(written).not.toContain(undefined)
  const program = `import json, re, sys
cases, texts = json.loads(sys.argv[1])
print(json.dumps([[bool(re.search(p, t, re.I if "i" in f else 0)) for t in texts] for p, f in cases]))`
  const cases = patterns.map(([, flags], index) => [written[index], flags])
  const found = JSON.parse(
    execFileSync("python3", ["-W", "error", "-c", program, JSON.stringify([cases, all])], {
      encoding: "utf8",
    }),
  )
  expect(found).toEqual(
    patterns.map(([pattern, flags]) => all.map((text) => new RegExp(pattern, flags).test(text))),
  )
})

test("what Python has no words for is left to Bracket", () => {
  const unreadable = ["\\p{L}", "(?<=a)b", "\\k<x>", "[^]", "\\cA", "[\\D]", "a{,3}", "x+\\u{1F600}"]
  for (const pattern of unreadable) expect(pythonRegex(pattern, ""), pattern).toBeUndefined()
  expect(pythonRegex("^a", "m")).toBeUndefined()
})
