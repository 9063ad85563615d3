import { getEventListeners } from "node:events"
import { expect, it } from "vitest"
import { compareEventIds, isEventId, type LoggedEvent, type RunEvent } from "#lib/domain/events"
import type { EventLog } from "./event-log.ts"

/** Deltas of one run, told apart by their text. */
export function deltas(...texts: string[]): RunEvent[] {
  return texts.map((text) => ({ type: "run.delta", runId: "r1", channel: "text", text }))
}

/** Reads to the end: the events, or "gap". */
export async function readAll(
  log: EventLog,
  batchId: string,
  after?: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<LoggedEvent[] | "gap"> {
  const events: LoggedEvent[] = []
  for await (const chunk of log.read(batchId, after, signal)) {
    if (chunk === "gap") return "gap"
    events.push(...chunk)
  }
  return events
}

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `${from + index}`)
const textsOf = (events: LoggedEvent[] | "gap") =>
  events === "gap" ? "gap" : events.map(({ event }) => (event.type === "run.delta" ? event.text : event.type))

/**
 * What every event log has to keep. `open` gives a log without batches; with `maxEvents`, one that keeps about
 * that many of each.
 */
export function eventLogContract(open: (options?: { maxEvents: number }) => Promise<EventLog>): void {
  it("a reader gets every event, in order, and ends with the batch", async () => {
    const log = await open()
    const first = await log.append("b1", deltas("a", "b"))
    const second = await log.append("b1", deltas("c"))
    await log.end("b1")
    const read = await readAll(log, "b1")
    expect(read).toEqual([...first, ...second])
    const ids = [...first, ...second].map(({ id }) => id)
    expect(ids.every(isEventId)).toBe(true)
    expect(ids.toSorted(compareEventIds)).toEqual(ids)
    expect(new Set(ids).size).toBe(3)
    await log.close()
  })

  it("a reader that comes back gets exactly what came after its last event", async () => {
    const log = await open()
    const logged = await log.append("b1", deltas(...numbers(20)))
    await log.end("b1")
    for (const [index, { id }] of logged.entries())
      expect(await readAll(log, "b1", id)).toEqual(logged.slice(index + 1))
    await log.close()
  })

  it("a reader that was there first gets the events as they come", async () => {
    const log = await open()
    const reader = log.read("b1", undefined, new AbortController().signal)
    const first = reader.next()
    const [a] = await log.append("b1", deltas("a"))
    expect(await first).toEqual({ value: [a], done: false })
    const second = reader.next()
    const [b] = await log.append("b1", deltas("b"))
    expect(await second).toEqual({ value: [b], done: false })
    const last = reader.next()
    await log.end("b1")
    expect(await last).toEqual({ value: undefined, done: true })
    await log.close()
  })

  it("two hundred readers all get the same, while it is being written", async () => {
    const log = await open()
    const readers = Array.from({ length: 200 }, () => readAll(log, "b1"))
    for (const text of numbers(20)) await log.append("b1", deltas(text))
    await log.end("b1")
    for (const read of await Promise.all(readers)) expect(textsOf(read)).toEqual(numbers(20))
    await log.close()
  })

  it("a slow reader gets all that came meanwhile at once", async () => {
    const log = await open()
    const reader = log.read("b1", undefined, new AbortController().signal)
    await log.append("b1", deltas("a"))
    await reader.next()
    for (const text of numbers(50)) await log.append("b1", deltas(text))
    const { value } = await reader.next()
    expect(value && textsOf(value)).toEqual(numbers(50))
    await reader.return()
    await log.close()
  })

  it("batches do not mix", async () => {
    const log = await open()
    await log.append("b1", deltas("one"))
    await log.append("b2", deltas("two"))
    await log.end("b1")
    await log.end("b2")
    expect(textsOf(await readAll(log, "b1"))).toEqual(["one"])
    expect(textsOf(await readAll(log, "b2"))).toEqual(["two"])
    await log.close()
  })

  it("says so when the last event of a reader is not in the log: unknown batch, foreign or future id", async () => {
    const log = await open()
    const [event] = await log.append("b1", deltas("a"))
    expect(await readAll(log, "unknown", event?.id)).toBe("gap")
    expect(await readAll(log, "b1", "1-0")).toBe("gap")
    expect(await readAll(log, "b1", `${(event?.id ?? "").split("-")[0]}-999`)).toBe("gap")
    await log.close()
  })

  it("says so when events were dropped that a reader lacks; a new reader begins with the oldest kept", async () => {
    const log = await open({ maxEvents: 150 })
    const [first] = await log.append("b1", deltas("first"))
    const slow = log.read("b1", undefined, new AbortController().signal)
    await slow.next()
    const logged = await log.append("b1", deltas(...numbers(1_000)))
    await log.end("b1")
    expect(await readAll(log, "b1", first?.id)).toBe("gap")
    expect(await slow.next()).toEqual({ value: "gap", done: false })
    expect((await slow.next()).done).toBe(true)

    const kept = await readAll(log, "b1")
    expect(kept.length).toBeGreaterThanOrEqual(150)
    expect(kept.length).toBeLessThan(1_000)
    expect(kept).toEqual(logged.slice(-kept.length))
    expect(await readAll(log, "b1", logged.at(-2)?.id)).toEqual(logged.slice(-1))
    await log.close()
  })

  it("runs that join a batch which has ended are read on from where it ended", async () => {
    const log = await open()
    const before = await log.append("b1", deltas("a"))
    await log.end("b1")
    expect(await readAll(log, "b1", before[0]?.id)).toEqual([])
    const joined = await log.append("b1", deltas("b"))
    const reader = readAll(log, "b1", before[0]?.id)
    const more = await log.append("b1", deltas("c"))
    await log.end("b1")
    expect(await reader).toEqual([...joined, ...more])
    expect(await readAll(log, "b1")).toEqual([...before, ...joined, ...more])
    await log.close()
  })

  it("knows the newest event, also after the end, and nothing of an unknown batch", async () => {
    const log = await open()
    expect(await log.lastId("b1")).toBeUndefined()
    await log.end("b1")
    expect(await log.lastId("b1")).toBeUndefined()
    const logged = await log.append("b1", deltas("a", "b"))
    expect(await log.lastId("b1")).toBe(logged[1]?.id)
    await log.end("b1")
    await log.end("b1")
    expect(await log.lastId("b1")).toBe(logged[1]?.id)
    await log.close()
  })

  it("a reader that leaves ends at once and leaves nothing behind; the others read on", async () => {
    const log = await open()
    const leaving = new AbortController()
    const left = readAll(log, "b1", undefined, leaving.signal)
    const stays = readAll(log, "b1")
    await log.append("b1", deltas("a"))
    leaving.abort()
    await left
    expect(getEventListeners(leaving.signal, "abort")).toHaveLength(0)
    await log.append("b1", deltas("b"))
    await log.end("b1")
    expect(textsOf(await stays)).toEqual(["a", "b"])
    expect(await readAll(log, "b1", undefined, AbortSignal.abort())).toEqual([])
    await log.close()
  })

  it("closing ends the readers that wait", async () => {
    const log = await open()
    const reader = log.read("b1", undefined, new AbortController().signal)
    await log.append("b1", deltas("a"))
    await reader.next()
    const waiting = reader.next()
    await log.close()
    expect((await waiting).done).toBe(true)
  })

  it("keeps every sign and every kind of event as it was", async () => {
    const log = await open()
    const events: RunEvent[] = [
      { type: "batch.started", batchId: "b1", runs: [{ runId: "r1", variantIndex: 0, row: 0, sample: 0 }] },
      ...deltas("\0 \ud83d 😀 \r\n 雨", ""),
      {
        type: "run.delta",
        runId: "r1",
        channel: "tool",
        text: "{",
        tokens: [{ text: "{", bytes: [123], logprob: null, top: [] }],
      },
      { type: "batch.finished", batchId: "b1", counts: { succeeded: 1 } },
    ]
    await log.append("b1", events)
    await log.end("b1")
    const read = await readAll(log, "b1")
    expect(read !== "gap" && read.map(({ event }) => event)).toEqual(events)
    await log.close()
  })
}
