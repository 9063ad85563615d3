import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { BracketError } from "#lib/domain/errors"
import type { UpstreamEvent, UpstreamResponse } from "./dialect.ts"
import { imageEvents } from "./image-events.ts"

const bytes = (text: string): Uint8Array => Buffer.from(text)
const b64 = (text: string): string => Buffer.from(text).toString("base64")
const line = (data: unknown, name?: string): string =>
  `${name ? `event: ${name}\n` : ""}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`

const progress = (step: number, index = 0) =>
  line({ type: "image_generation.progress", index, step, steps: 4 })
const partial = (text: string, index = 0) =>
  line({
    type: "image_generation.partial_image",
    partial_image_index: 0,
    index,
    step: 2,
    steps: 4,
    b64_json: b64(text),
  })
const completed = (text: string, index = 0, more: object = {}) =>
  line({ type: "image_generation.completed", index, b64_json: b64(text), seed: 7 + index, ...more })

const events = (type: string) => ({ headers: { "content-type": type } })
const stream = (text: string): Response => new Response(text, events("text/event-stream"))
const json = (value: unknown): Response => new Response(JSON.stringify(value), events("application/json"))

async function read(response: UpstreamResponse, images = 1) {
  const read: UpstreamEvent[] = []
  try {
    for await (const event of imageEvents(response, images)) read.push(event)
  } catch (error) {
    if (!(error instanceof BracketError)) throw error
    return { events: read, error }
  }
  return { events: read }
}

const signed = [
  progress(1),
  partial("half"),
  progress(3),
  completed("whole", 0),
  completed("second", 1, { usage: { input_tokens: 12, output_tokens: 900, total_tokens: 912 } }),
  line("[DONE]"),
].join("")

const heard: UpstreamEvent[] = [
  { type: "progress", step: 1, steps: 4 },
  { type: "progress", step: 2, steps: 4 },
  { type: "image", index: 0, partial: true, bytes: bytes("half") },
  { type: "progress", step: 3, steps: 4 },
  { type: "image", index: 0, partial: false, seed: 7, bytes: bytes("whole") },
  { type: "image", index: 1, partial: false, seed: 8, bytes: bytes("second") },
  { type: "usage", usage: { inputTokens: 12, outputTokens: 900 } },
  { type: "finish", reason: "stop" },
]

describe("an answer as it is meant to be", () => {
  it("gives progress, previews, images with their seeds, and what they cost", async () => {
    expect((await read(stream(signed), 2)).events).toEqual(heard)
  })

  it("gives the same for any division into chunks, with CRLF too", async () => {
    const source = Buffer.from(signed.replaceAll("\n", "\r\n"))
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(source.length), { maxLength: 12 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), source.length]
        async function* body() {
          for (const [n, end] of at.slice(1).entries()) yield source.subarray(at[n], end)
        }
        const headers = new Headers({ "content-type": "text/event-stream" })
        expect((await read({ status: 200, headers, body: body() }, 2)).events).toEqual(heard)
      }),
      { numRuns: 60 },
    )
  })

  it("reads OpenAI's named events, which number no images and have no end mark, of edits too", async () => {
    for (const name of ["image_generation", "image_edit"]) {
      const said = await read(
        stream(
          line(
            { b64_json: b64("a half"), partial_image_index: 0, size: "1024x1024" },
            `${name}.partial_image`,
          ) +
            line({ b64_json: b64("a") }, `${name}.completed`) +
            line({ b64_json: b64("b half"), partial_image_index: 0 }, `${name}.partial_image`) +
            line({ b64_json: b64("b"), usage: { input_tokens: 3, output_tokens: 5 } }, `${name}.completed`),
        ),
        2,
      )
      expect(said.events).toEqual([
        { type: "image", index: 0, partial: true, bytes: bytes("a half") },
        { type: "image", index: 0, partial: false, bytes: bytes("a") },
        { type: "image", index: 1, partial: true, bytes: bytes("b half") },
        { type: "image", index: 1, partial: false, bytes: bytes("b") },
        { type: "usage", usage: { inputTokens: 3, outputTokens: 5 } },
        { type: "finish", reason: "stop" },
      ])
    }
  })

  it("is at its end with the last image that was asked for, however long the connection stays open", async () => {
    let left = false
    async function* body() {
      try {
        yield Buffer.from(completed("a"))
        throw new Error("nobody should wait for this")
      } finally {
        left = true
      }
    }
    const headers = new Headers({ "content-type": "text/event-stream" })
    const said = await read({ status: 200, headers, body: body() })
    expect(said.events.at(-1)).toEqual({ type: "finish", reason: "stop" })
    expect(left).toBe(true)
  })

  it("may come whole where a stream was asked for, as base64, as a data URL or as an address", async () => {
    const data = [
      { b64_json: b64("a"), seed: 1 },
      { url: `data:image/png;base64,${b64("b")}` },
      { url: "https://images.example/c.png?sig=1", seed: 3 },
    ]
    const usage = { input_tokens: 1, output_tokens: 2 }
    expect((await read(json({ created: 1, data, usage }), 3)).events).toEqual([
      { type: "image", index: 0, partial: false, seed: 1, bytes: bytes("a") },
      { type: "image", index: 1, partial: false, bytes: bytes("b") },
      { type: "image-address", index: 2, seed: 3, url: "https://images.example/c.png?sig=1" },
      { type: "usage", usage: { inputTokens: 1, outputTokens: 2 } },
      { type: "finish", reason: "stop" },
    ])
  })

  it("reads images far larger than any event of text", async () => {
    const large = "x".repeat(8_000_000)
    const said = await read(stream(completed(large)))
    expect(said.events[0]).toMatchObject({ type: "image", partial: false })
    expect(said.error).toBeUndefined()
  })
})

describe("an answer as it is not meant to be", () => {
  it("has failed when it ends after a preview, and what had come is told", async () => {
    const said = await read(stream(progress(1) + partial("half")))
    expect(said.events.map(({ type }) => type)).toEqual(["progress", "progress", "image"])
    expect(said.error?.code).toBe("upstream_no_image")
  })

  it("gives the images after a broken one too, and says at the end that one was broken", async () => {
    const broken = completed("x", 0).replace(b64("x"), "%%%")
    for (const answer of [
      stream(broken + completed("good", 1)),
      json({ data: [{ b64_json: "%%%" }, { b64_json: b64("good") }] }),
    ]) {
      const said = await read(answer, 2)
      expect(said.events).toMatchObject([{ type: "image", index: 1, bytes: bytes("good") }])
      expect(said.error).toMatchObject({ code: "upstream_garbage", params: { index: 0 } })
    }
  })

  it("is cut when some of the images never come", async () => {
    const said = await read(stream(completed("a", 0) + partial("b", 1)), 2)
    expect(said.events.at(-1)).toEqual({ type: "finish", reason: "cut" })
  })

  it.each([
    ["an end mark alone", () => stream(line("[DONE]"))],
    ["progress and an end mark", () => stream(progress(4) + line("[DONE]"))],
    ["an empty stream", () => stream("")],
    ["nothing", () => new Response("")],
    ["no data", () => json({ created: 1, data: [] })],
    ["JSON of something else", () => json({ hello: "world" })],
    ["entries with nothing in them", () => json({ data: [{ b64_json: "" }, {}] })],
  ])("%s is no image", async (_, response) => {
    const { error } = await read(response())
    expect(error?.code).toBe("upstream_no_image")
    expect(error?.hint).not.toBe("")
  })

  it.each([
    ["HTML", () => new Response("<!doctype html><title>Sign in</title>")],
    ["JSON that is cut", () => new Response('{"data":[{"b64_json":"AAAA')],
    ["an event that is not JSON", () => stream("data: hello\n\n")],
    ["broken base64", () => stream(completed("a").replace(b64("a"), "%%% no base64 %%%"))],
    ["broken base64 in JSON", () => json({ data: [{ b64_json: "%%%" }] })],
  ])("%s is garbage, and none of it is repeated", async (_, response) => {
    const { error } = await read(response())
    expect(error?.code).toBe("upstream_garbage")
    expect(error?.hint).not.toBe("")
    expect(JSON.stringify(error?.toRunError())).not.toMatch(/Sign in|%%%|hello/)
  })

  it("gives the images before a broken one", async () => {
    const said = await read(json({ data: [{ b64_json: b64("a") }, { b64_json: "%%%" }] }), 2)
    expect(said.events).toMatchObject([{ type: "image", index: 0 }])
    expect(said.error?.code).toBe("upstream_garbage")
  })

  it("says what the upstream says has gone wrong, in any of its ways", async () => {
    const failure = {
      type: "server_error",
      code: "server_error",
      message: "The image model stopped working.",
    }
    for (const body of [
      partial("half") + line({ error: failure }),
      partial("half") + line({ error: failure }, "error"),
      partial("half") + line({ type: "error", error: failure }),
      partial("half") + line({ type: "image_generation.failed", error: failure }),
    ]) {
      const { error, events: said } = await read(stream(body))
      expect(error?.code).toBe("upstream_stream_error")
      expect(error?.params?.detail).toBe(failure.message)
      expect(said.some(({ type }) => type === "image")).toBe(true)
    }
  })

  it("loses nothing by a preview that cannot be read", async () => {
    const broken = line({ type: "image_generation.partial_image", index: 0, b64_json: "%%%" })
    const said = await read(stream(broken + completed("a")))
    expect(said.events.map(({ type }) => type)).toEqual(["image", "finish"])
  })
})
