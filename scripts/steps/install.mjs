import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { beginStep, stepDone } from "./progress.mjs"
import { root } from "./project.mjs"
import { Refusal } from "./refusal.mjs"
import { runTool } from "./run-tool.mjs"

const lockFile = join(root, "package-lock.json")
const stampFile = join(root, "node_modules/.bracket-lock-hash")
const NPM_CI = ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--engine-strict=false", "--include=dev"]

/** Installs exactly what package-lock.json says, unless that is what is there. */
export async function ensureInstalled() {
  const hash = createHash("sha256").update(readFileSync(lockFile)).digest("hex")
  if (read(stampFile) === hash) return stepDone("Packages", "up to date")
  if (!installedMatches(readJson(lockFile), readJson(join(root, "node_modules/.package-lock.json")))) {
    await install()
  }
  writeFileSync(stampFile, hash)
}

/**
 * Whether node_modules already holds what the lockfile asks for, by npm's own record of it. This saves a second
 * installation after `npm install NAME` or `npm ci` by hand. Optional packages of other systems are rightly absent.
 */
export function installedMatches(lock, record) {
  if (!lock || !record) return false
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== "")
  const missing = wanted.some(([path, entry]) => {
    const found = record.packages[path]
    return found ? found.version !== entry.version || found.integrity !== entry.integrity : !entry.optional
  })
  return !missing && Object.keys(record.packages).every((path) => path in lock.packages)
}

async function install() {
  const step = beginStep("Installing packages")
  const { command, args, shell } = npm()
  const { code, output } = await runTool(command, [...args, ...NPM_CI], { quiet: true, shell })
  if (code !== 0) {
    step.failed(output)
    throw new Refusal(
      "npm could not install the packages.",
      "Its reason is above; when it is the network or the registry, check them and run the command again.",
    )
  }
  step.done()
}

/** The npm that started us, on the Node that it runs on: ours may lie in node_modules, which npm is about to replace. */
function npm() {
  const script = process.env.npm_execpath
  if (script && /npm-cli\.c?js$/.test(script) && existsSync(script)) {
    return { command: process.env.npm_node_execpath ?? process.execPath, args: [script], shell: false }
  }
  return { command: "npm", args: [], shell: process.platform === "win32" }
}

function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined
}

function readJson(file) {
  const text = read(file)
  return text === undefined ? undefined : JSON.parse(text)
}
