import type { Frame } from "./frames.ts"
import type { Line } from "./line.ts"

/** What a fault model does to a body on its way to the client. */
export interface Delivery {
  line: Line
  /** The body of a healthy answer. */
  frames: AsyncIterable<Frame>
  streamed: boolean
  /** Counts tokens as sent. */
  sent: (tokens: number) => void
}

export type Script = (delivery: Delivery) => Promise<void>

const someTokens = 12

/** Sends the first tokens of a stream, or the first part of a JSON body. */
async function begin({ line, frames, streamed, sent }: Delivery): Promise<void> {
  let tokens = 0
  for await (const frame of frames) {
    if (!streamed) {
      await line.send(frame.text.slice(0, frame.text.length / 3))
      return
    }
    await line.send(frame.text)
    sent(frame.tokens)
    tokens += frame.tokens
    if (tokens >= someTokens) return
  }
}

export const cut: Script = async (delivery) => {
  await begin(delivery)
  delivery.line.end()
}

export const cutBeforeToken: Script = async ({ line }) => line.end()

export const errorInStream: Script = async (delivery) => {
  const body = {
    error: { message: "The model stopped working.", type: "server_error", code: "server_error", param: null },
  }
  if (!delivery.streamed) return delivery.line.end(JSON.stringify(body))
  await begin(delivery)
  await delivery.line.send(`data: ${JSON.stringify(body)}\n\n`)
  delivery.line.end("data: [DONE]\n\n")
}

export const garbage: Script = async (delivery) => {
  await begin(delivery)
  for (let count = 0; count < 5; count++) {
    await delivery.line.send(
      `data: {"id":"chatcmpl-\u{fffd}\u{fffd}","choices":[{"text":"half a\n\ndata: <<<not json ${count}>>>\n\n`,
    )
  }
  delivery.line.end("data: [DONE]\n\n")
}

export const stall: Script = async (delivery) => {
  await begin(delivery)
  await delivery.line.never()
}

/** Blank lines are what keeps a JSON answer alive; in a stream it is comments. */
export const keepAliveForever: Script = async ({ line, streamed }) => {
  for (;;) {
    await line.send(streamed ? ": keep-alive\n\n" : "\n")
    await line.pause(1000)
  }
}

export const slowStart: Script = async ({ line, frames, streamed, sent }) => {
  for (let waits = 0; waits < 6; waits++) {
    await line.send(streamed && waits % 2 === 0 ? ": keep-alive\n\n" : "\n")
    await line.pause(500)
  }
  await all({ line, frames, streamed, sent }, 0)
}

/** Slow enough that whoever looks finds it in the middle. */
export const slow: Script = (delivery) => all(delivery, 333)

/** Sends a whole answer, with a pause in milliseconds before each frame. */
async function all({ line, frames, sent }: Delivery, pause: number): Promise<void> {
  for await (const frame of frames) {
    if (pause > 0) await line.pause(pause)
    await line.send(frame.text)
    sent(frame.tokens)
  }
  line.end()
}

const hugeSize = 32 * 1024 * 1024

export const hugeLine: Script = async ({ line, streamed }) => {
  await line.send(
    streamed ? 'data: {"id":"chatcmpl-huge","choices":[{"index":0,"text":"' : '{"choices":[{"text":"',
  )
  const piece = Buffer.alloc(256 * 1024, "x")
  for (let size = 0; size < hugeSize; size += piece.length) {
    await line.send(piece)
    await line.pause(0)
  }
  line.end()
}

export const reset: Script = async (delivery) => {
  await begin(delivery)
  // The tokens before it arrive first, as from a server that dies at work.
  await delivery.line.pause(20)
  delivery.line.destroy()
}

/** Packets of 1, 2 and 3 bytes in turn: characters, lines and CRLF are all cut somewhere. */
async function trickle(line: Line, bytes: Buffer): Promise<void> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = 1 + (turn % 3)
    await line.send(bytes.subarray(at, at + size))
    at += size
    if (turn % 16 === 0) await line.pause(0)
  }
}

export const splitUtf8: Script = async ({ line, frames, streamed, sent }) => {
  let count = 0
  for await (const { text, tokens } of frames) {
    const comment = streamed && count % 5 === 0 ? ": 分 🙂\r\n" : ""
    const body = streamed ? text.replaceAll("\n", "\r\n") : text
    await trickle(line, Buffer.from(comment + body))
    sent(tokens)
    count++
  }
  line.end()
}
