import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { lockDataFolder } from "./data-folder-lock.ts"

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "bracket-lock-"))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

it("a second start on the same data folder is refused with a sentence and a remedy", () => {
  const lock = lockDataFolder(dataDir)
  expect(() => lockDataFolder(dataDir)).toThrow(/already using the data folder/)
  expect(() => lockDataFolder(dataDir)).toThrow(
    expect.objectContaining({ remedy: expect.stringContaining("DATA_DIR") }),
  )
  lock.release()
  lock.release()
  lockDataFolder(dataDir).release()
})

it("another process is refused too, and a killed one leaves the folder free", async () => {
  const source = `
    const { lockDataFolder } = await import(${JSON.stringify(path.resolve("lib/server/store/data-folder-lock.ts"))})
    lockDataFolder(${JSON.stringify(dataDir)})
    console.log("locked")
    setInterval(() => {}, 1_000)
  `
  const other = spawn(process.execPath, ["--input-type=module", "-e", source])
  const exited = once(other, "exit")
  await once(other.stdout, "data")
  expect(() => lockDataFolder(dataDir)).toThrow(/already using the data folder/)
  other.kill("SIGKILL")
  await exited
  lockDataFolder(dataDir).release()
})
