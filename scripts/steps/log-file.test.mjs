import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { openLogFile } from "./log-file.mjs"

const folder = mkdtempSync(join(tmpdir(), "bracket-log-file-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("appends over restarts and keeps two files of limited size", () => {
  const path = join(folder, "logs/app.log")
  openLogFile(path, 20).writeLine("first start")
  const log = openLogFile(path, 20)
  for (const line of ["second start", "third", "fourth"]) log.writeLine(line)
  expect(readFileSync(`${path}.1`, "utf8")).toBe("first start\nsecond start\n")
  expect(readFileSync(path, "utf8")).toBe("third\nfourth\n")
  expect(statSync(path).mode & 0o777).toBe(0o600)
})
