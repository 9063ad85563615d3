import { once } from "node:events"
import type { ServerResponse } from "node:http"
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises"

/** The client has gone; everything that was being done for it stops. */
export class ClientClosed extends Error {}

/**
 * One response being sent. Writes wait for a slow reader, and both writing and waiting fail with `ClientClosed`
 * as soon as the client's connection has closed.
 */
export class Line {
  readonly #response: ServerResponse
  readonly #closed = new AbortController()
  readonly #speed: number

  constructor(response: ServerResponse, speed: number) {
    this.#response = response
    this.#speed = speed
    response.on("close", () => {
      if (!response.writableEnded) this.#closed.abort()
    })
  }

  /** Sends the head at once, so that the client knows the request is being worked on. */
  open(status: number, headers: Record<string, string>): void {
    this.#response.writeHead(status, headers)
    this.#response.flushHeaders()
  }

  async send(data: string | Buffer): Promise<void> {
    this.#check()
    if (this.#response.write(data)) return
    try {
      await once(this.#response, "drain", { signal: this.#closed.signal })
    } catch {
      throw new ClientClosed()
    }
  }

  /** Waits, in milliseconds at normal speed. Even a wait of nothing lets other requests have a turn. */
  async pause(milliseconds: number): Promise<void> {
    this.#check()
    const time = milliseconds / this.#speed
    const options = { signal: this.#closed.signal }
    try {
      // A timer cannot be shorter than 1 ms.
      await (time < 0.5 ? turn(undefined, options) : wait(time, undefined, options))
    } catch {
      throw new ClientClosed()
    }
  }

  /** Milliseconds at normal speed since a moment of `performance.now()`. */
  since(moment: number): number {
    return (performance.now() - moment) * this.#speed
  }

  /** Waits until the client closes. */
  async never(): Promise<never> {
    this.#check()
    await new Promise<void>((done) => this.#closed.signal.addEventListener("abort", () => done()))
    throw new ClientClosed()
  }

  end(data: string | Buffer = ""): void {
    this.#response.end(data)
  }

  /** Breaks the connection as a crashed server would. */
  destroy(): void {
    this.#response.socket?.resetAndDestroy()
  }

  #check(): void {
    if (this.#closed.signal.aborted) throw new ClientClosed()
  }
}
