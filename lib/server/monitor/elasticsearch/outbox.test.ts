import { appendFile, mkdtemp, readdir, rm, symlink } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { type Outbox, openOutbox } from "./outbox.ts"

let folder: string
let open: Outbox[]
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "bracket-outbox-"))
  open = []
})
afterEach(async () => {
  for (const outbox of open) await outbox.close()
  await rm(folder, { recursive: true, maxRetries: 5 })
})

async function begin(more: Partial<Parameters<typeof openOutbox>[0]> = {}): Promise<Outbox> {
  const outbox = await openOutbox({ folder, maxBytes: 100_000, segmentBytes: 1000, ...more })
  open.push(outbox)
  return outbox
}

const most = { lines: 10, bytes: 200 }

/** All lines that are left, sent in chunks. */
async function sendAll(outbox: Outbox): Promise<string[]> {
  const lines: string[] = []
  for (let chunk = await outbox.next(most); chunk; chunk = await outbox.next(most)) {
    lines.push(...chunk.lines)
    await outbox.advance(chunk.to)
  }
  return lines
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `line ${from + n} ${"–".repeat(n % 30)}`)

it("hands lines on in their order, over many segments, and goes on after a restart where it was", async () => {
  const first = await begin()
  await Promise.all(numbered(0, 200).map(first.append))
  const chunk = await first.next(most)
  await first.advance(chunk?.to ?? { segment: 0, offset: 0 })
  const sent = chunk?.lines ?? []
  expect(sent.length).toBeGreaterThan(0)
  // What was read and not said to be sent comes again.
  expect((await first.next(most))?.lines).toEqual((await first.next(most))?.lines)
  await first.close()

  const second = await begin()
  await Promise.all(numbered(200, 210).map(second.append))
  expect([...sent, ...(await sendAll(second))]).toEqual([...numbered(0, 200), ...numbered(200, 210)])
  expect(second.waitingBytes()).toBe(0)
  expect((await readdir(folder)).filter((name) => name.endsWith(".ndjson")).length).toBeLessThanOrEqual(1)
})

it("survives half a line at the end of what a killed process has left", async () => {
  const first = await begin()
  await first.append("whole")
  await first.close()
  const [segment = ""] = (await readdir(folder)).filter((name) => name.endsWith(".ndjson"))
  await appendFile(path.join(folder, segment), '{"id":"ha')
  const second = await begin()
  await second.append("after")
  expect(await sendAll(second)).toEqual(["whole", "after"])
  expect(second.counts).toEqual({ dropped: 0, torn: 1 })
})

it("keeps within its bound: the oldest go, and are counted", async () => {
  const outbox = await begin({ maxBytes: 5000 })
  for (const line of numbered(0, 300)) await outbox.append(line)
  expect(outbox.waitingBytes()).toBeLessThanOrEqual(6200)
  const left = await sendAll(outbox)
  expect(left).toEqual(numbered(0, 300).slice(-left.length))
  expect(outbox.counts.dropped).toBe(300 - left.length)
})

it("a line longer than what is asked for at once comes whole", async () => {
  const outbox = await begin()
  const long = "x".repeat(5000)
  await outbox.append(long)
  expect(await sendAll(outbox)).toEqual([long])
})

it("a full disk costs nobody a line as long as memory holds them", async () => {
  const troubles: unknown[] = []
  const outbox = await begin({ segmentBytes: 10, onDisk: (trouble) => troubles.push(trouble) })
  await outbox.append("first, long enough to end the segment")
  const [written = ""] = (await readdir(folder)).filter((name) => name.endsWith(".ndjson"))
  const next = path.join(folder, `${String(Number.parseInt(written, 10) + 1).padStart(12, "0")}.ndjson`)
  await symlink("/dev/full", next)
  const waiting = outbox.append("second, while the disk is full")
  await expect.poll(() => troubles.filter(Boolean).length).toBeGreaterThan(0)
  await rm(next)
  expect(await waiting).toBe(true)
  expect(troubles.at(-1)).toBeUndefined()
  expect(await sendAll(outbox)).toEqual([
    "first, long enough to end the segment",
    "second, while the disk is full",
  ])
})
