import { execFile } from "node:child_process"
import { cp, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { batchOf, expect, parseEvents, test } from "./fixtures.ts"
import { discardData, startApp } from "./start-app.ts"

const script = fileURLToPath(new URL("../scripts/backup.mjs", import.meta.url))

/** What `npm run backup` and `npm run restore` print. */
async function run(command: "backup" | "restore", dataDir: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", MASTER_KEY: "" }
  const { stdout } = await promisify(execFile)(process.execPath, [script, command, ...args], { env })
  return stdout
}

test("a backup made under way brings everything back on another machine", async ({ page, context }) => {
  const app = await startApp()
  await context.clearCookies()
  await page.goto(app.link ?? "")
  await page.waitForURL("**/playground")
  const batch = batchOf("sandbox-fast", "Tell me about herons")
  const answer = await page.request.post(`${app.url}/api/batches`, { data: batch })
  expect(parseEvents(await answer.text()).at(-1)?.data.counts).toEqual({ succeeded: 1 })
  const folder = await mkdtemp(join(tmpdir(), "bracket-backup-"))
  const file = join(folder, "saved.bracket")
  expect(await run("backup", app.dataDir, file)).toContain("1 runs")
  // Under a running Bracket nothing is put back.
  await expect(run("restore", app.dataDir, file, "--replace")).rejects.toThrow(
    "already using the data folder",
  )
  await app.stop()

  const elsewhere = join(folder, "data")
  await expect(run("restore", elsewhere, file)).rejects.toThrow("another master key")
  await cp(join(app.dataDir, "master.key"), join(elsewhere, "master.key"))
  expect(await run("restore", elsewhere, file)).toContain("1 runs")
  const again = await startApp({ dataDir: elsewhere })
  try {
    await context.clearCookies()
    await page.goto(again.link ?? "")
    await page.waitForURL("**/playground")
    await page.goto(`${again.url}/history`)
    await expect(page.getByText("Tell me about herons").first()).toBeVisible()
  } finally {
    await again.stop()
    await discardData(app)
    await rm(folder, { recursive: true, force: true })
  }
})
