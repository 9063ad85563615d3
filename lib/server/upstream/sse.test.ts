import { describe, expect, it } from "vitest"
import { BracketError } from "#lib/domain/errors"
import { type SseEvent, sseEvents } from "./sse.ts"

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const part of parts) yield typeof part === "string" ? bytes(part) : part
}

async function read(body: AsyncIterable<Uint8Array>, maxEventChars?: number): Promise<SseEvent[]> {
  const events: SseEvent[] = []
  for await (const batch of sseEvents(body, { maxEventChars }))
    for (const { event, data } of batch) events.push(event === undefined ? { data } : { event, data })
  return events
}

describe("sseEvents", () => {
  it("reads comments, several data lines, names, CR, LF and CRLF mixed", async () => {
    expect(
      await read(chunks(": hi\n\nevent: error\r\ndata: a\r\ndata: b\r\n\r\ndata:c\r\rdata:  d\n\nid: 1\n\n")),
    ).toEqual([{ event: "error", data: "a\nb" }, { data: "c" }, { data: " d" }])
  })

  it("takes CR and LF apart in two chunks for one line end", async () => {
    expect(await read(chunks("data: a\r", "\n\r", "\ndata: b\n\n"))).toEqual([{ data: "a" }, { data: "b" }])
  })

  it("drops one byte order mark at the start, also in pieces", async () => {
    const [first, second, third] = [new Uint8Array([0xef]), new Uint8Array([0xbb]), new Uint8Array([0xbf])]
    expect(await read(chunks(first, second, third, "data: a\n\n"))).toEqual([{ data: "a" }])
  })

  it("puts a character together that came in four chunks", async () => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes("🦊")
    const pieces = [a, b, c, d].map((byte) => new Uint8Array([byte]))
    expect(await read(chunks("data: ", ...pieces, "\n\n"))).toEqual([{ data: "🦊" }])
  })

  it("shows broken bytes as replacement characters instead of failing", async () => {
    expect(await read(chunks("data: a", new Uint8Array([0xff]), "b\n\n"))).toEqual([{ data: "a\ufffdb" }])
  })

  it("discards an event without its closing blank line", async () => {
    expect(await read(chunks("data: a\n\ndata: b\n"))).toEqual([{ data: "a" }])
  })

  it("gives events at once, one array for a chunk", async () => {
    const batches: number[] = []
    for await (const batch of sseEvents(chunks("data: a\n\ndata: b\n\nda", "ta: c\n\n")))
      batches.push(batch.length)
    expect(batches).toEqual([2, 1])
  })

  it.each([
    ["a line of data", "data: "],
    ["a comment", ": "],
    ["a line that means nothing", "x"],
    ["many short data lines", ""],
  ])("gives up on %s that does not end, without reading on", async (_, start) => {
    let sent = 0
    async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
      yield bytes(start)
      for (;;) {
        sent += 1
        yield bytes(start === "" ? "data: 12345\n" : "x".repeat(12))
      }
    }
    const failure = await read(endless(), 120).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(BracketError)
    expect(failure).toMatchObject({ code: "upstream_garbage" })
    expect(sent).toBeLessThanOrEqual(11)
  })

  it("gives up on an oversize event that comes in one piece", async () => {
    await expect(read(chunks(`data: ${"x".repeat(200)}\n\n`), 120)).rejects.toMatchObject({
      code: "upstream_garbage",
    })
  })

  it("does not mistake a long stream of small events for a long event", async () => {
    const many = Array.from({ length: 100 }, () => "data: 0123456789\n\n")
    expect(await read(chunks(...many), 120)).toHaveLength(100)
  })
})
