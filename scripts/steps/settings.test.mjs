import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { root } from "./project.mjs"
import { checkAddress, prepareDataDir, readSettings } from "./settings.mjs"

const folder = mkdtempSync(join(tmpdir(), "bracket-settings-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("absent and empty variables have defaults", () => {
  const defaults = { port: 3000, host: "127.0.0.1", dataDir: join(root, ".data") }
  expect(readSettings({})).toEqual(defaults)
  expect(readSettings({ PORT: "", HOST: "", DATA_DIR: "" })).toEqual(defaults)
})

test.each(["abc", "0", "70000", "3000x", "-1", "3e3", " "])("refuses PORT %j", (PORT) => {
  expect(() => readSettings({ PORT })).toThrow("not a port number")
})

test("makes the data folder for its owner only", () => {
  const dataDir = join(folder, "a/b")
  prepareDataDir(dataDir)
  expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  prepareDataDir(dataDir)
})

test("refuses a data folder that cannot be made", () => {
  writeFileSync(join(folder, "file"), "")
  expect(() => prepareDataDir(join(folder, "file/data"))).toThrow("cannot be written (ENOTDIR)")
})

test("refuses a taken port and a foreign address, accepts a free one", async () => {
  const server = createServer()
  await new Promise((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address()
  await expect(checkAddress("127.0.0.1", port)).rejects.toThrow(`Port ${port} on 127.0.0.1 is already taken`)
  await new Promise((done) => server.close(done))
  await expect(checkAddress("127.0.0.1", port)).resolves.toBeUndefined()
  await expect(checkAddress("192.0.2.1", port)).rejects.toThrow("not an address of this machine")
})
