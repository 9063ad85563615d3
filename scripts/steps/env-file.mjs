import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import * as util from "node:util"
import { Refusal } from "./refusal.mjs"

/** The variables of a .env file, {} when there is none. `node` is a Node 24, asked when the running one cannot parse. */
export function readEnvFile(file, node) {
  let text
  try {
    text = readFileSync(file, "utf8")
  } catch (error) {
    if (error.code === "ENOENT") return {}
    throw new Refusal(`${file} cannot be read (${error.code}).`, "Correct its permissions, or remove it.")
  }
  const wrong = firstWrongLine(text)
  if (wrong !== undefined) {
    throw new Refusal(
      `${file}, line ${wrong}, is not of the form NAME=value.`,
      "Correct the line, or put a # in front of it.",
    )
  }
  return util.parseEnv ? { ...util.parseEnv(text) } : parseElsewhere(text, node)
}

/** The parser skips what it does not understand, and a mistyped line would silently be without effect. */
export function firstWrongLine(text) {
  const withoutQuoted = text.replace(
    /=[ \t]*(["'`])[\s\S]*?\1/g,
    (value) => `=${value.replace(/[^\n]/g, "")}`,
  )
  const form = /^\s*(#.*|(export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=.*)?$/
  const index = withoutQuoted.split("\n").findIndex((line) => !form.test(line))
  return index === -1 ? undefined : index + 1
}

/** Node before 20.12 has no parser. */
function parseElsewhere(text, node) {
  const script = 'process.stdout.write(JSON.stringify(util.parseEnv(fs.readFileSync(0, "utf8"))))'
  return JSON.parse(spawnSync(node, ["-e", script], { input: text, encoding: "utf8" }).stdout)
}
