import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import fc from "fast-check"
import { expect, onTestFinished, test } from "vitest"
import {
  commentText,
  javaString,
  javaTextBlock,
  jsonText,
  jsString,
  pythonString,
  shellString,
} from "./literals.ts"
import { jsStyle, pythonStyle, writeValue } from "./write-value.ts"

/** Any text, above all what ends a literal somewhere, begins something, or is half a character. */
const nasty = fc.constantFrom(
  ...[
    "\n",
    "\r\n",
    '"',
    "'",
    "'''",
    '"""',
    "\\",
    "\\u0041",
    "\\n",
    "$HOME",
    `$${"{x}"}`,
    "$(id)",
    "`id`",
    "JSON\n",
    "EOF",
  ],
  ...[
    "%s",
    "{x}",
    "\ud83d",
    "\udc00",
    "😀",
    "👩‍👩‍👧",
    "水",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\u{e0041}",
    "\t",
    "\x7f",
    "\x01",
  ],
  ...["*/", "//", "#", "!", "--", "@file", "<", "a "],
)
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: nasty }, fc.string({ unit: "binary", maxLength: 8 })), {
    maxLength: 14,
  })
  .map((parts) => parts.join(""))

/** Many texts at once: a process for each would take minutes. */
const texts = fc.sample(text, { numRuns: 400, seed: 6 })

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "bracket-literals-"))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

/** Code units, which say of half a character too what it is. */
const units = (value: string): string =>
  Array.from({ length: value.length }, (_, index) => value.charCodeAt(index).toString(16)).join(" ")

const run = (command: string, args: string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 })

const printed = (output: string): string[] => output.split("\n").slice(0, -1)

test("a prompt is read by JavaScript as it was written", () => {
  const cwd = folder()
  const values = texts.map((one) => writeValue({ one, ["__proto__"]: one }, jsStyle, []))
  writeFileSync(
    path.join(cwd, "texts.mjs"),
    `const all = [${texts.map(jsString).join(",\n")}]\nconst values = [${values.join(",\n")}]
const units = (text) => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16)).join(" ")
all.forEach((text, at) => console.log(units(text) + (Object.values(values[at]).every((one) => one === text) ? "" : " value")))`,
  )
  expect(printed(run(process.execPath, ["texts.mjs"], cwd))).toEqual(texts.map(units))
})

test("a prompt is read by Python as it was written", () => {
  const cwd = folder()
  writeFileSync(
    path.join(cwd, "texts.py"),
    `import json
texts = [${texts.map(pythonString).join(",\n")}]
values = [${texts.map((one) => writeValue([one], pythonStyle, [])).join(",\n")}]
for text, value in zip(texts, values):
    assert value == [text]
    raw = text.encode("utf-16-be", "surrogatepass")
    print(" ".join(format(int.from_bytes(raw[at : at + 2], "big"), "x") for at in range(0, len(raw), 2)))
`,
  )
  expect(printed(run("python3", ["texts.py"], cwd))).toEqual(texts.map(units))
})

test("a prompt reaches a command as it was written, in quotes and in the body of a request", () => {
  const cwd = folder()
  const sayable = texts.map((one) => one.toWellFormed().replaceAll("\0", ""))
  const lines = sayable.map(
    (one) =>
      `printf '%s\\0' ${shellString(one)}\n{ cat <<'JSON'\n${jsonText([one])}\nJSON\n} | tr -d '\\n'\nprintf '\\0'`,
  )
  writeFileSync(path.join(cwd, "texts.sh"), lines.join("\n"))
  const parts = run("bash", ["texts.sh"], cwd).split("\0")
  expect(parts.filter((_, index) => index % 2 === 0).slice(0, -1)).toEqual(sayable)
  const bodies = parts.filter((_, index) => index % 2 === 1)
  expect(bodies.map((body) => JSON.parse(body))).toEqual(sayable.map((one) => [one]))
})

const javac = (() => {
  try {
    return execFileSync("javac", ["-version"], { encoding: "utf8" }) !== ""
  } catch {
    return false
  }
})()

test.skipIf(!javac)("a prompt is read by Java as it was written (skipped without javac)", () => {
  const cwd = folder()
  // One method holds so much code only.
  const methods = texts.map(
    (one, index) =>
      `  static void t${index}() {\n    show(${javaString(one)});\n    show(${javaTextBlock(jsonText([one]), "      ")});\n  }`,
  )
  writeFileSync(
    path.join(cwd, "Texts.java"),
    `public class Texts {
  static void show(String text) {
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < text.length(); at++) line.append(at == 0 ? "" : " ").append(Integer.toHexString(text.charAt(at)));
    System.out.println(line);
  }
${methods.join("\n")}
  public static void main(String[] args) {
${texts.map((_, index) => `    t${index}();`).join("\n")}
  }
}`,
  )
  const lines = printed(run("java", ["-Dfile.encoding=UTF-8", "Texts.java"], cwd))
  expect(lines.filter((_, index) => index % 2 === 0)).toEqual(texts.map(units))
  expect(lines.filter((_, index) => index % 2 === 1)).toEqual(texts.map((one) => units(jsonText([one]))))
})

test("no name ends a comment, in Java neither by an escape", () => {
  fc.assert(
    fc.property(text, (name) => {
      const comment = commentText(name)
      expect(comment).not.toMatch(/[\n\r\u2028\u2029\u202e]/)
      expect(comment.replaceAll("\\\\", "")).not.toContain("\\")
    }),
  )
})
