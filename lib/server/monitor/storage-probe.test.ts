import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, test } from "vitest"
import { createLog } from "#lib/server/log"
import { createServices } from "./services.ts"
import { type ProbeDeps, reserveOf, startStorageProbe } from "./storage-probe.ts"

async function probing(given: Partial<ProbeDeps>) {
  const services = createServices(() => 1)
  const folder = await mkdtemp(path.join(tmpdir(), "bracket-probe-"))
  const probe = startStorageProbe({
    services,
    ping: async () => undefined,
    dataDir: folder,
    log: createLog("silent"),
    ...given,
  })
  await probe.look()
  probe.stop()
  const states = Object.fromEntries(services.list().map(({ name, state, detail }) => [name, [state, detail]]))
  const left = await readdir(folder)
  await rm(folder, { recursive: true })
  return { states, isFull: probe.isFull(), left }
}

test("a database that answers and a folder that can be written are up, and nothing is left there", async () => {
  const roomy = async () => ({ free: 1e12, total: 2e12 })
  expect(await probing({ space: roomy })).toEqual({
    states: { database: ["up", undefined], disk: ["up", undefined] },
    isFull: false,
    left: [],
  })
})

test("a disk is full before the last byte, so that what is under way can still be kept", async () => {
  expect(reserveOf(1e9)).toBe(1e7)
  expect(reserveOf(1e13)).toBe(200e6)
  const { states, isFull } = await probing({ space: async () => ({ free: 199e6, total: 1e12 }) })
  expect([states.disk, isFull]).toEqual([["away", "199 MB free"], true])
})

test("what cannot be written or does not answer is away, and says why in a word", async () => {
  const fault = (code: string) => async () => Promise.reject(Object.assign(new Error("secret"), { code }))
  const { states, isFull } = await probing({ ping: fault("ECONNREFUSED"), tryWriting: fault("ENOSPC") })
  expect(states).toEqual({ database: ["away", "ECONNREFUSED"], disk: ["away", "ENOSPC"] })
  expect(isFull).toBe(true)
})

test("a file system that does not say how large it is counts as roomy", async () => {
  expect((await probing({ space: async () => ({ free: 0, total: 0 }) })).isFull).toBe(false)
})
