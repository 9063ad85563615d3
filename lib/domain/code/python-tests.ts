import type { Check } from "#lib/domain/check-schema"
import { commentText, pythonString } from "./literals.ts"
import { pythonRegex } from "./python-regex.ts"
import type { NamedRequest } from "./snippet.ts"

/** Test cases of `unittest` that ask once each, and look at the answer by every check. */
export function pythonTests(requests: NamedRequest[], checks: Check[]): string {
  const kinds = new Set(checks.map(({ kind }) => kind))
  const units = new Set(checks.flatMap((check) => (check.kind === "length" ? [check.unit] : [])))
  const helpers = [
    ...(kinds.has("json") || kinds.has("json_schema") ? [readJson] : []),
    ...(units.has("words") ? [countWords] : []),
    ...(units.has("characters") ? [countCharacters] : []),
  ]
  const mixin = [
    "class Checks:",
    ...checks.flatMap((check, index) => [
      ...(index === 0 ? [] : [""]),
      `    def test_${index + 1}_${check.kind}(self):`,
      ...linesOf(check).map((line) => line && `        ${line}`),
    ]),
  ].join("\n")
  const cases = requests.map(({ id, name, stream }) => {
    const call = `ask${id && `_${id}`}()`
    return [
      `class Answer${id.toUpperCase()}(Checks, unittest.TestCase):`,
      `    # ${commentText(name)}`,
      "    @classmethod",
      "    def setUpClass(cls):",
      `        cls.answer = ${stream ? `"".join(${call})` : call}`,
    ].join("\n")
  })
  return [...helpers, mixin, ...cases, `if __name__ == "__main__":\n    unittest.main()`].join("\n\n\n")
}

function linesOf(check: Check): string[] {
  switch (check.kind) {
    case "contains": {
      const assertion = check.not ? "assertNotIn" : "assertIn"
      const lower = check.ignoreCase ? ".lower()" : ""
      return [`self.${assertion}(${pythonString(check.text)}${lower}, self.answer${lower})`]
    }
    case "regex": {
      const pattern = pythonRegex(check.pattern, check.flags)
      const source = `/${check.pattern}/${check.flags}`
      if (pattern === undefined)
        return [
          `# ${commentText(source)}`,
          `self.skipTest("Python cannot read this regular expression of JavaScript")`,
        ]
      const flags = check.flags.includes("i") ? ", re.IGNORECASE" : ""
      const found = `re.search(${pythonString(pattern)}, self.answer${flags})`
      return [`# ${commentText(source)}`, `self.assert${check.not ? "IsNone" : "IsNotNone"}(${found})`]
    }
    case "json":
      return ["read_json(self.answer)"]
    case "json_schema":
      return [
        "try:",
        "    import jsonschema",
        "except ImportError:",
        `    self.skipTest("pip install jsonschema")`,
        `schema = json.loads(${pythonString(check.schema)})`,
        `draft = schema.get("$schema", "") if isinstance(schema, dict) else ""`,
        `validator = jsonschema.Draft7Validator if "draft-07" in draft else jsonschema.Draft202012Validator`,
        "validator(schema).validate(read_json(self.answer))",
      ]
    case "length": {
      const length = `count_${check.unit}(self.answer)`
      return [
        ...(check.min === undefined ? [] : [`self.assertGreaterEqual(${length}, ${check.min})`]),
        ...(check.max === undefined ? [] : [`self.assertLessEqual(${length}, ${check.max})`]),
      ]
    }
  }
}

const readJson = `def read_json(text):
    """The JSON of an answer: all of it, or what stands in its code block when it is one and nothing else."""

    def refuse(name):
        raise ValueError(name + " is no JSON")

    block = re.fullmatch("(\`{3,})[^\`\\n]*\\n((?:(?!\\n\\\\1).)*\\n|)\\\\1", text.strip(), re.DOTALL)
    return json.loads(block.group(2) if block else text, parse_constant=refuse)`

const countWords = `def count_words(text):
    """Words, about as Bracket counts them: each Chinese character is one here, where Bracket knows the words."""
    return len(re.findall(r"[\\u3040-\\u30ff\\u3400-\\u9fff]|[^\\W_\\u3040-\\u30ff\\u3400-\\u9fff]+(?:['’.][^\\W_]+)*", text))`

const countCharacters = `def count_characters(text):
    """Characters as a reader sees them: accents, emoji of several parts and Windows line ends count once."""
    count, joined, flags = 0, False, 0
    for character in text.replace("\\r\\n", "\\n"):
        if character == "\\u200d":
            joined = True
            continue
        extends = unicodedata.category(character) in ("Mn", "Me", "Mc") or "\\U0001f3fb" <= character <= "\\U0001f3ff"
        flags = flags + 1 if "\\U0001f1e6" <= character <= "\\U0001f1ff" else 0
        if not extends and not joined and flags % 2 == (1 if flags else 0):
            count += 1
        joined = False
    return count`
