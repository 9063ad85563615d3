import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { chromium as playwrightChromium } from "@playwright/test"

export interface Browser {
  executablePath: string
  args: string[]
}

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]

/** A Chromium to test with: the named one, the one from npm, the system's, Playwright's own. */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return { executablePath: named, args: [] }
    throw new Error(`CHROMIUM_PATH is ${named}, where there is no file.`)
  }
  const executablePath = (await fromNpm()) ?? fromSystem() ?? fromPlaywright()
  if (executablePath) return { executablePath, args: [] }
  throw new Error("No Chromium was found. Install Chromium or Chrome, or give its path in CHROMIUM_PATH.")
}

/**
 * The package holds a compressed Chromium for Linux on x64, and unpacks it to fixed names in the temporary folder
 * whatever its version. Here each version has its own folder, which appears at once when it is complete: several
 * processes may ask at the same time. The flags that the package recommends are left out on purpose: they turn off
 * what is to be tested (same-origin rules, separate processes).
 */
async function fromNpm(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium")
  const { version } = JSON.parse(readFileSync(join(dirname(entry), "..", "package.json"), "utf8")) as {
    version: string
  }
  const folder = join(tmpdir(), `bracket-chromium-${version}`)
  const executable = join(folder, "chromium")
  if (!existsSync(executable)) await unpack(folder)
  return runs(executable) ? executable : undefined
}

async function unpack(folder: string) {
  const { default: packaged } = await import("@sparticuz/chromium")
  const unfinished = mkdtempSync(`${folder}-`)
  const temporary = process.env.TMPDIR
  process.env.TMPDIR = unfinished
  try {
    await packaged.executablePath()
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
  }
  try {
    renameSync(unfinished, folder)
  } catch {
    // Another process was faster; its folder is as good.
    rmSync(unfinished, { recursive: true, force: true })
  }
}

function fromSystem(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter)
  return SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(
    (path) => existsSync(path) && runs(path),
  )
}

function fromPlaywright(): string | undefined {
  const executable = playwrightChromium.executablePath()
  if (!existsSync(executable)) {
    const cli = createRequire(import.meta.url).resolve("@playwright/test/cli")
    spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" })
  }
  return existsSync(executable) ? executable : undefined
}

/** A file that is there may still be for another system, or lack a library. */
function runs(executable: string): boolean {
  try {
    execFileSync(executable, ["--version"], { stdio: "ignore", timeout: 20_000 })
    return true
  } catch {
    return false
  }
}
