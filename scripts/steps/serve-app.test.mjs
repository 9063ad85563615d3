import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"

const folder = mkdtempSync(join(tmpdir(), "bracket-serve-app-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SUPERVISOR = new URL("./serve-app.mjs", import.meta.url).href
const SERVING = `
  setInterval(() => {}, 1000)
  console.log("noise")
  console.log("bracket: step database ready")
  console.log("bracket: link http://127.0.0.1:1/sign-in#token=secret")
`

/** Supervises a stand-in for the app, in a process of its own (it listens for the process's signals). */
function supervise(app, name) {
  const dataDir = join(folder, name)
  const settings = { node: process.execPath, args: ["-e", app], env: process.env, dataDir, verbose: false }
  const script = `import { serveApp } from ${JSON.stringify(SUPERVISOR)}
    process.exitCode = await serveApp(${JSON.stringify(settings)})`
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "pipe"],
  })
  let output = ""
  const watchers = []
  const read = (chunk) => {
    output += chunk
    for (const look of watchers) look()
  }
  child.stdout.on("data", read)
  child.stderr.on("data", read)
  const code = new Promise((resolve) => child.on("close", resolve))
  const shown = (text) =>
    new Promise((resolve) => {
      const look = () => output.includes(text) && resolve()
      watchers.push(look)
      look()
    })
  return {
    child,
    code,
    shown,
    output: () => output,
    log: () => readFileSync(join(dataDir, "logs/app.log"), "utf8"),
  }
}

test("shows steps and the link, keeps the rest and never the link in the log, and hands SIGTERM on", async () => {
  const run = supervise(
    `process.on("SIGTERM", () => { console.log("tidy"); process.exit(0) }); ${SERVING}`,
    "good",
  )
  await run.shown("token=secret")
  run.child.kill("SIGTERM")
  expect(await run.code).toBe(0)
  expect(run.output()).toContain("Database ready")
  expect(run.output()).not.toContain("noise")
  expect(run.output()).not.toContain("ended by itself")
  expect(run.log()).toMatch(/noise[\s\S]*tidy/)
  expect(run.log()).not.toContain("secret")
  for (const line of run.log().trim().split("\n"))
    expect(Object.keys(JSON.parse(line))).toEqual(expect.arrayContaining(["time", "level", "msg", "node"]))
})

test("a second signal kills an app that does not stop, with what it had started", async () => {
  const run = supervise(`process.on("SIGINT", () => {}); ${SERVING}`, "stuck")
  await run.shown("token=secret")
  run.child.kill("SIGINT")
  await run.shown("Stopping")
  await new Promise((later) => setTimeout(later, 700))
  run.child.kill("SIGINT")
  expect(await run.code).toBe(137)
})

test("an app whose supervisor was killed stops itself, in good order", async () => {
  const proof = join(folder, "stopped")
  const stop = `require("fs").writeFileSync(${JSON.stringify(proof)}, ""); process.exit(0)`
  const run = supervise(`process.on("SIGTERM", () => { ${stop} }); ${SERVING}`, "orphan")
  await run.shown("token=secret")
  run.child.kill("SIGKILL")
  await expect.poll(() => existsSync(proof), { timeout: 4_000 }).toBe(true)
})

test("shows the app's reason and forwards its exit code", async () => {
  const run = supervise(
    `console.log("noise"); console.log("bracket: fatal HOST is wrong."); process.exitCode = 1`,
    "fatal",
  )
  expect(await run.code).toBe(1)
  expect(run.output().trim()).toBe("✗ HOST is wrong.")
})

test("shows the last lines of an app that ends by itself", async () => {
  const run = supervise(
    `for (let i = 1; i <= 30; i++) console.error("line " + i); process.exitCode = 7`,
    "crash",
  )
  expect(await run.code).toBe(7)
  expect(run.output()).toContain("line 11\n")
  expect(run.output()).not.toContain("line 10\n")
  expect(run.output()).toContain("ended by itself (exit code 7)")
})
