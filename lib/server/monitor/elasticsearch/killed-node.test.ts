import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, it } from "vitest"
import { createLog } from "#lib/server/log"
import { createServices } from "#lib/server/monitor/services"
import { openCluster } from "./cluster.ts"
import { startFakeCluster } from "./fake-cluster.fixture.ts"
import { openElasticsearch } from "./open-elasticsearch.ts"

const script = path.join(import.meta.dirname, "killed-node.fixture.ts")
const [ended, open] = [400, 7]

it("after nodes were killed in the middle of it, the documents are exactly the calls", async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), "bracket-killed-"))
  const cluster = await startFakeCluster()
  const folder = path.join(dataDir, "outbox/elasticsearch")
  // Answers get lost while the first ones live, so that nobody knows what is stored; the last faults outlive them.
  for (let n = 0; n < 30; n++) cluster.faults.push("cut", 503)
  const expected: string[] = []
  for (const name of ["first", "second", "third"]) {
    const node = spawn(
      process.execPath,
      ["--conditions=react-server", script, dataDir, cluster.url, name, String(ended), String(open)],
      { stdio: ["ignore", "ignore", "inherit"] },
    )
    const over = once(node, "exit")
    for (let n = 0; n < ended; n++) expected.push(`${name}-ended-${n}:1:1000`)
    for (let n = 0; n < open; n++) expected.push(`${name}-open-${n}:1:1000`)
    // When those are noted whose end it will not see, all that it was told before is on its way to the disk, too.
    await expect
      .poll(() => notesOf(path.join(folder, "under-way"), `${name}-open-`), { timeout: 25_000 })
      .toBe(open)
    node.kill("SIGKILL")
    await over
  }

  const outflow = await openElasticsearch({
    dataDir,
    cluster: openCluster({ url: cluster.url, index: "api_calls" }),
    withPrompts: false,
    node: "last",
    services: createServices(Date.now),
    sleep: () => new Promise((resolve) => setTimeout(resolve, 5)),
    random: Math.random,
    now: Date.now,
    log: createLog("silent"),
  })
  await expect.poll(() => outflow.isIdle(), { timeout: 20_000 }).toBe(true)
  expect([...cluster.documents.keys()].sort()).toEqual(expected.sort())
  const unseen = [...cluster.documents.values()].filter((document) => document.error_code === "interrupted")
  expect(unseen).toHaveLength(3 * open)
  expect(outflow.counts()).toMatchObject({ refused: 0, dropped: 0 })
  await outflow.close()
  expect(await readdir(path.join(folder, "under-way"))).toEqual([])
  await cluster.close()
  await rm(dataDir, { recursive: true, maxRetries: 5 })
}, 90_000)

/** How many whole notes there are of calls under way whose run's id begins so. */
async function notesOf(folder: string, prefix: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const notes = await Promise.all(
    names.map((name) => readFile(path.join(folder, name), "utf8").catch(() => "")),
  )
  return notes.filter((note) => note.startsWith(`{"id":"${prefix}`) && note.endsWith("}}")).length
}
