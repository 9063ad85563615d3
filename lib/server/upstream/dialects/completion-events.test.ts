import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { BracketError } from "#lib/domain/errors"
import {
  chatChunk,
  chatLogprobs,
  deepseekChat,
  ollamaChat,
  signedCompletion,
  sseLine,
  textChunk,
  toolCalls,
  twoPieces,
} from "#lib/server/upstream/testing/recorded-streams"
import { completionEvents } from "./completion-events.ts"
import type { UpstreamEvent, UpstreamResponse } from "./dialect.ts"

const stream = (text: string): Response =>
  new Response(text, { headers: { "content-type": "text/event-stream" } })
const json = (value: unknown, before = ""): Response =>
  new Response(before + JSON.stringify(value), { headers: { "content-type": "application/json" } })

/** An answer in exactly these chunks, ending in an error if one is given. */
function chunked(chunks: Uint8Array[], error?: Error): UpstreamResponse {
  async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* chunks
    if (error) throw error
  }
  return { status: 200, headers: new Headers({ "content-type": "text/event-stream" }), body: body() }
}

/** What was said, and the error that ended it. */
async function read(response: UpstreamResponse): Promise<{ events: UpstreamEvent[]; error?: BracketError }> {
  const events: UpstreamEvent[] = []
  try {
    for await (const event of completionEvents(response)) events.push(event)
  } catch (error) {
    if (!(error instanceof BracketError)) throw error
    return { events, error }
  }
  return { events }
}

const said = (events: UpstreamEvent[], channel: string): string =>
  events
    .flatMap((event) => (event.type === "delta" && event.channel === channel ? [event.text] : []))
    .join("")
const finishOf = (events: UpstreamEvent[]) =>
  events.flatMap((event) => (event.type === "finish" ? [event.reason] : []))
const usageOf = (events: UpstreamEvent[]) =>
  events.flatMap((event) => (event.type === "usage" ? [event.usage] : []))

describe("an answer as it is meant to be", () => {
  it("gives DeepSeek's thinking, text, cached and thinking tokens", async () => {
    const { events } = await read(stream(deepseekChat))
    expect(events[0]).toEqual({
      type: "served",
      model: "deepseek-flash",
      responseId: "c-1",
      fingerprint: "fp_1",
    })
    expect(events.filter(({ type }) => type === "served")).toHaveLength(1)
    expect(said(events, "reasoning")).toBe("Was 冷?")
    expect(said(events, "text")).toBe("Grüße, 世界 👋🏽")
    expect(usageOf(events)).toEqual([
      { inputTokens: 10, outputTokens: 7, cachedInputTokens: 4, reasoningTokens: 3 },
    ])
    expect(finishOf(events)).toEqual(["stop"])
  })

  it("gives Ollama's thinking under its other name, and usage from a chunk without choices", async () => {
    const { events } = await read(stream(ollamaChat))
    expect(said(events, "reasoning")).toBe("Hm.")
    expect(said(events, "text")).toBe("Yes")
    expect(usageOf(events)).toEqual([{ inputTokens: 5, outputTokens: 2 }])
  })

  it("gives probabilities of completions, unknown ones as null and impossible ones as they are", async () => {
    const { events } = await read(stream(signedCompletion))
    const tokens = events.flatMap((event) => (event.type === "delta" ? (event.tokens ?? []) : []))
    expect(tokens).toEqual([
      {
        text: " Haus",
        logprob: null,
        top: [
          { text: " Haus", logprob: -0.5 },
          { text: " Hund", logprob: -9999 },
        ],
      },
    ])
    expect(said(events, "text")).toBe("Ein Haus")
    expect(finishOf(events)).toEqual(["length"])
  })

  it("keeps a token that is half a character, which has bytes and no text yet", async () => {
    const { events } = await read(stream(chatLogprobs))
    const deltas = events.filter(({ type }) => type === "delta")
    expect(deltas).toEqual([
      {
        type: "delta",
        channel: "text",
        text: "Hi",
        tokens: [
          {
            text: "Hi",
            bytes: [72, 105],
            logprob: -0.1,
            top: [{ text: "Yo", bytes: [89, 111], logprob: -2.5 }],
          },
        ],
      },
      {
        type: "delta",
        channel: "text",
        text: "",
        tokens: [{ text: "\ufffd", bytes: [240, 159], logprob: -9999, top: [] }],
      },
    ])
  })

  it.each(["reasoning_content", "content"])(
    "counts the probabilities of thinking (in %s) as the thinking's, not as the text's",
    async (list) => {
      const chunk = sseLine({
        choices: [
          {
            index: 0,
            delta: { reasoning_content: "hm" },
            logprobs: { content: [], [list]: [{ token: "hm", logprob: -1, top_logprobs: [] }] },
          },
        ],
      })
      const { events } = await read(stream(chunk + sseLine("[DONE]")))
      const tokens = [{ text: "hm", logprob: -1, top: [] }]
      expect(events.filter(({ type }) => type === "delta")).toEqual([
        { type: "delta", channel: "reasoning", text: "hm", tokens },
      ])
    },
  )

  it("reads thinking under either of its names", async () => {
    const { events } = await read(stream(chatChunk({ reasoning: "hm" }) + sseLine("[DONE]")))
    expect(said(events, "reasoning")).toBe("hm")
  })

  it("shows tool calls as a line each, with the ids that their answers need", async () => {
    const { events } = await read(stream(toolCalls))
    expect(said(events, "tool")).toBe('weather#a {"city":"Bern"}\ntime#b {}')
    expect(finishOf(events)).toEqual(["tool_calls"])
  })

  it("takes the last of several usage reports, not their sum", async () => {
    const usage = (tokens: number) => ({ usage: { prompt_tokens: 3, completion_tokens: tokens } })
    const { events } = await read(
      stream(textChunk("a", null, usage(1)) + textChunk("b", "stop", usage(2)) + sseLine("[DONE]")),
    )
    expect(usageOf(events)).toEqual([{ inputTokens: 3, outputTokens: 2 }])
  })

  it("never reports more cached input than input, which would make a cost negative", async () => {
    const usage = { prompt_tokens: 3, completion_tokens: 1, prompt_cache_hit_tokens: 300 }
    const { events } = await read(stream(textChunk("a", "stop", { usage }) + sseLine("[DONE]")))
    expect(usageOf(events)).toEqual([{ inputTokens: 3, outputTokens: 1, cachedInputTokens: 3 }])
  })

  it("shows Mistral's content in parts, a refusal, and the first of several choices", async () => {
    const parts = chatChunk({
      content: [
        { type: "text", text: "in " },
        { type: "text", text: "parts" },
      ],
    })
    const refusal = chatChunk({ refusal: ", no" })
    const second = sseLine({ choices: [{ index: 1, delta: { content: "SECOND" } }] })
    const { events } = await read(stream(parts + second + refusal + sseLine("[DONE]")))
    expect(said(events, "text")).toBe("in parts, no")
  })

  it.each([
    ["stop", "stop"],
    ["length", "length"],
    ["content_filter", "content_filter"],
    ["tool_calls", "tool_calls"],
    ["function_call", "tool_calls"],
    ["something_new", "stop"],
  ])("reads the finish reason %s as %s", async (word, reason) => {
    const { events } = await read(stream(chatChunk({ content: "x" }, word) + sseLine("[DONE]")))
    expect(finishOf(events)).toEqual([reason])
  })
})

describe("chunks cut anywhere", () => {
  const bytes = new TextEncoder().encode(deepseekChat)

  it("gives the same text for every place at which the stream can be cut in two", async () => {
    const { events: expected } = await read(stream(deepseekChat))
    for (let cut = 1; cut < bytes.length; cut++) {
      const { events } = await read(chunked([bytes.slice(0, cut), bytes.slice(cut)]))
      expect(events, `cut at byte ${cut}`).toEqual(expected)
    }
  })

  it("gives the same events for any division, with CRLF too, down to single bytes", async () => {
    for (const recorded of [deepseekChat, signedCompletion]) {
      const all = new TextEncoder().encode(recorded)
      const { events: expected } = await read(stream(recorded))
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), async (sizes) => {
          const chunks: Uint8Array[] = []
          for (let at = 0, n = 0; at < all.length; n++) {
            const size = sizes[n % sizes.length] ?? 1
            chunks.push(all.slice(at, at + size))
            at += size
          }
          expect((await read(chunked(chunks))).events).toEqual(expected)
        }),
        { numRuns: 50 },
      )
    }
  })
})

describe("how a stream ends", () => {
  it("is cut when neither an end mark nor a reason came", async () => {
    const { events } = await read(stream(twoPieces))
    expect(said(events, "text")).toBe("one two")
    expect(finishOf(events)).toEqual(["cut"])
  })

  it("is cut when it ends before the first token", async () => {
    for (const before of [": keep-alive\n\n", "\n", ""])
      expect((await read(stream(before))).events).toEqual([{ type: "finish", reason: "cut" }])
  })

  it("discards half an event at the end instead of failing on it", async () => {
    const { events, error } = await read(stream(`${twoPieces}data: {"choices": [{"te`))
    expect(error).toBeUndefined()
    expect(said(events, "text")).toBe("one two")
    expect(finishOf(events)).toEqual(["cut"])
  })

  it("has its reason when the server leaves the end mark out", async () => {
    expect(finishOf((await read(stream(twoPieces + textChunk("", "length")))).events)).toEqual(["length"])
  })

  it("is a stop when the end mark came without a reason", async () => {
    expect(finishOf((await read(stream(twoPieces + sseLine("[DONE]")))).events)).toEqual(["stop"])
  })

  it("may be empty: stop without any text", async () => {
    const { events, error } = await read(stream(textChunk("", "stop") + sseLine("[DONE]")))
    expect(error).toBeUndefined()
    expect(finishOf(events)).toEqual(["stop"])
  })

  it("does not wait for the connection to close after the end mark", async () => {
    let returned = false
    const chunks = [new TextEncoder().encode(textChunk("x", "stop") + sseLine("[DONE]"))]
    const body: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          const value = chunks.shift()
          return value ? Promise.resolve({ done: false, value }) : new Promise(() => {})
        },
        return: () => {
          returned = true
          return Promise.resolve({ done: true, value: undefined })
        },
      }),
    }
    const { events } = await read({ status: 200, headers: new Headers(), body })
    expect(finishOf(events)).toEqual(["stop"])
    expect(returned).toBe(true)
  })

  it("is complete when the connection breaks after the reason", async () => {
    const reset = new BracketError("upstream_unreachable", "reset")
    const bytes = new TextEncoder().encode(twoPieces + textChunk("", "stop"))
    const { events, error } = await read(chunked([bytes], reset))
    expect(error).toBeUndefined()
    expect(finishOf(events)).toEqual(["stop"])
  })

  it("fails when the connection breaks before, and what had come stays", async () => {
    const reset = new BracketError("upstream_unreachable", "reset")
    const { events, error } = await read(chunked([new TextEncoder().encode(twoPieces)], reset))
    expect(error).toBe(reset)
    expect(said(events, "text")).toBe("one two")
  })
})

describe("errors inside a 200 stream", () => {
  it.each([
    ["an object", sseLine({ error: { message: "Out of luck", type: "server_error", code: null } }), true],
    ["a text", sseLine({ error: "Out of luck" }), false],
    [
      "the flat form",
      sseLine({ object: "error", message: "Out of luck", type: "BadRequest", code: 400 }),
      false,
    ],
    [
      "an event called error",
      `event: error\n${sseLine({ error: { message: "Out of luck", code: 502 } })}`,
      true,
    ],
    ["an event called error, with words", "event: error\ndata: Out of luck\n\n", false],
    [
      "a numeric code beside a finish reason",
      sseLine({
        error: { code: 429, message: "Out of luck" },
        choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
      }),
      true,
    ],
  ])("%s becomes an error with the upstream's words", async (_, line, retryable) => {
    const { events, error } = await read(stream(twoPieces + line + sseLine("[DONE]")))
    expect(error?.code).toBe("upstream_stream_error")
    expect(error?.params?.detail).toBe("Out of luck")
    expect(error?.retryable).toBe(retryable)
    expect(said(events, "text")).toBe("one two")
  })

  it("is not seen in the `error: null` that some servers send along", async () => {
    const { error } = await read(stream(textChunk("x", "stop", { error: null }) + sseLine("[DONE]")))
    expect(error).toBeUndefined()
  })

  it.each(["insufficient_system_resource", "aborted", "abort"])(
    "the finish reason %s is a fault that may be tried again, with what was counted",
    async (word) => {
      const usage = { prompt_tokens: 3, completion_tokens: 1 }
      const { events, error } = await read(stream(chatChunk({ content: "half" }, word, { usage })))
      expect(error?.code).toBe("upstream_fault")
      expect(error?.retryable).toBe(true)
      expect(said(events, "text")).toBe("half")
      expect(usageOf(events)).toHaveLength(1)
    },
  )

  it("the finish reason error is an error even without words", async () => {
    expect((await read(stream(chatChunk({ content: "half" }, "error")))).error?.code).toBe(
      "upstream_stream_error",
    )
  })
})

describe("something else than a stream", () => {
  const whole = {
    id: "c-2",
    model: "m",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "All at once", reasoning_content: "Quick." },
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 3 },
  }

  it("reads a chat answer in one piece, behind blank lines, whatever it is labelled", async () => {
    for (const response of [json(whole), json(whole, "\n\n\n"), stream(JSON.stringify(whole))]) {
      const { events } = await read(response)
      expect(said(events, "reasoning")).toBe("Quick.")
      expect(said(events, "text")).toBe("All at once")
      expect(usageOf(events)).toEqual([{ inputTokens: 1, outputTokens: 3 }])
      expect(finishOf(events)).toEqual(["stop"])
    }
  })

  it("reads a completion in one piece", async () => {
    const { events } = await read(json({ choices: [{ text: "Once", index: 0, finish_reason: "length" }] }))
    expect(said(events, "text")).toBe("Once")
    expect(finishOf(events)).toEqual(["length"])
  })

  it("reads a stream that is labelled as JSON", async () => {
    const labelled = new Response(twoPieces + sseLine("[DONE]"), {
      headers: { "content-type": "application/json" },
    })
    expect(said((await read(labelled)).events, "text")).toBe("one two")
  })

  it("reports an error in one piece", async () => {
    const { error } = await read(json({ error: { message: "No such thing" } }))
    expect(error?.code).toBe("upstream_stream_error")
    expect(error?.params?.detail).toBe("No such thing")
  })

  it.each([
    ["an HTML page", new Response("\n<!doctype html><title>secret-page</title>")],
    ["nothing", new Response("")],
    ["nothing", new Response(null)],
    ["text that is no event stream", new Response("secret-page\n")],
    ["JSON that cannot be read", new Response('{"choices": [')],
    ["JSON without an answer", json({ hello: "secret-page" })],
    ["JSON that cannot be read", json(["secret-page"])],
    ["a compressed answer", new Response("x", { headers: { "content-encoding": "br" } })],
  ])("names %s and shows nothing of it", async (received, response) => {
    const { events, error } = await read(response)
    expect(events).toEqual([])
    expect(error?.code).toBe("upstream_garbage")
    expect(error?.params?.received).toBe(received)
    expect(JSON.stringify(error?.toRunError())).not.toContain("secret-page")
  })

  it("keeps what came before an event that is not JSON", async () => {
    const { events, error } = await read(stream(`${twoPieces}data: <<<>>>\n\n`))
    expect(error?.code).toBe("upstream_garbage")
    expect(said(events, "text")).toBe("one two")
  })

  it("passes over events that mean nothing: empty ones, unknown fields, no choices", async () => {
    const odd = `data:\n\nretry: x\nfoo: bar\n\n${sseLine({ prompt_progress: { total: 3 } })}`
    const { events, error } = await read(stream(odd + twoPieces + sseLine("[DONE]")))
    expect(error).toBeUndefined()
    expect(said(events, "text")).toBe("one two")
  })

  it("lets go of a body that it does not read", async () => {
    let returned = false
    const body: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false, value: new TextEncoder().encode("<html>") }),
        return: () => {
          returned = true
          return Promise.resolve({ done: true, value: undefined })
        },
      }),
    }
    await read({ status: 200, headers: new Headers(), body })
    expect(returned).toBe(true)
  })
})
