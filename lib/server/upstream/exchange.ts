import type { Socket } from "node:net"
import type { Dispatcher } from "undici"
import { connectionFault } from "./connection-faults.ts"
import type { SocketListener } from "./dialer.ts"

/** Bytes held for a reader that is slower than its upstream, before the socket is paused. */
const maxQueuedBytes = 256 * 1024

/** What a reader that stopped early lets pass to keep the connection: a few bytes of trailer, soon. */
const drain = { maxBytes: 64 * 1024, maxMs: 1000 }

interface Waiter {
  resolve(result: IteratorResult<Uint8Array, undefined>): void
  reject(reason: unknown): void
}

/**
 * One request on its way and its answer's body, as undici's handler and as an async iterable in one: a chunk
 * goes from the socket to the reader that waits for it without a stream in between, because this is passed
 * once per token.
 */
export class Exchange implements SocketListener, AsyncIterable<Uint8Array> {
  readonly #signal: AbortSignal
  readonly #host: string
  readonly #started = Promise.withResolvers<{ status: number; headers: Headers }>()
  readonly #closed = Promise.withResolvers<void>()
  #socketNow: () => Socket | undefined = () => undefined
  #controller: Dispatcher.DispatchController | undefined
  #queue: Uint8Array[] = []
  #queuedBytes = 0
  #waiter: Waiter | undefined
  #ended = false
  #failure: { reason: unknown } | undefined
  #drained: { bytes: number; timer: NodeJS.Timeout } | undefined

  constructor(signal: AbortSignal, host: string) {
    this.#signal = signal
    this.#host = host
    signal.addEventListener("abort", this.#onAbort, { once: true })
  }

  /** Status and headers. Rejects with what went wrong, once nothing of the request is open any more. */
  get started(): Promise<{ status: number; headers: Headers }> {
    return this.#started.promise
  }

  /** Resolves when the exchange is over: the answer has ended, or its socket is closed. Never rejects. */
  get closed(): Promise<void> {
    return this.#closed.promise
  }

  /** True when the answer came to its own end, so that nothing had to be closed. */
  get complete(): boolean {
    return this.#ended
  }

  /** Wants nothing more of the answer: lets a short rest pass, so that the connection can be used again, else closes it. */
  discard(): void {
    if (this.#ended || this.#failure || this.#drained) return
    this.#queue = []
    this.#queuedBytes = 0
    const timer = setTimeout(() => this.#cut(), drain.maxMs)
    timer.unref()
    this.#drained = { bytes: 0, timer }
    this.#controller?.resume()
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return {
      next: () => this.#next(),
      return: () => {
        this.discard()
        return Promise.resolve({ done: true, value: undefined })
      },
    }
  }

  onSocket(socketNow: () => Socket | undefined): void {
    this.#socketNow = socketNow
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#signal.aborted) this.#onAbort()
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return
    const list = new Headers()
    for (const [name, value] of Object.entries(headers)) {
      if (Array.isArray(value)) for (const item of value) list.append(name, item)
      else if (value !== undefined) list.append(name, value)
    }
    this.#started.resolve({ status, headers: list })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#drained) {
      this.#drained.bytes += chunk.length
      if (this.#drained.bytes > drain.maxBytes) this.#cut()
      return
    }
    const waiter = this.#waiter
    if (waiter) {
      this.#waiter = undefined
      waiter.resolve({ done: false, value: chunk })
      return
    }
    this.#queue.push(chunk)
    this.#queuedBytes += chunk.length
    if (this.#queuedBytes > maxQueuedBytes) controller.pause()
  }

  onResponseEnd(): void {
    this.#ended = true
    this.#settle()
    this.#waiter?.resolve({ done: true, value: undefined })
    this.#closed.resolve()
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    const reason: unknown = this.#signal.aborted ? this.#signal.reason : connectionFault(error, this.#host)
    this.#fail(reason)
  }

  #onAbort = (): void => {
    const reason: unknown = this.#signal.reason
    // Answered by onResponseError at once; without a controller nothing has been sent yet.
    if (this.#controller) this.#controller.abort(reason instanceof Error ? reason : new Error("aborted"))
    else this.#fail(reason)
  }

  #cut(): void {
    this.#controller?.abort(new Error("The rest of the answer was not wanted"))
  }

  #fail(reason: unknown): void {
    if (this.#ended || this.#failure) return
    this.#failure = { reason }
    this.#settle()
    this.#waiter?.reject(reason)
    const socket = this.#controller && this.#socketNow()
    const over = (): void => {
      this.#started.reject(reason)
      this.#closed.resolve()
    }
    if (socket && !socket.closed) socket.once("close", over)
    else over()
  }

  #settle(): void {
    this.#signal.removeEventListener("abort", this.#onAbort)
    if (this.#drained) clearTimeout(this.#drained.timer)
  }

  #next(): Promise<IteratorResult<Uint8Array, undefined>> {
    // After an abort nobody wants what is left; after a fault, what had arrived comes first.
    if (this.#signal.aborted && this.#failure) return Promise.reject(this.#failure.reason)
    const chunk = this.#queue.shift()
    if (chunk) {
      this.#queuedBytes -= chunk.length
      if (this.#controller?.paused && this.#queuedBytes < maxQueuedBytes / 2) this.#controller.resume()
      return Promise.resolve({ done: false, value: chunk })
    }
    if (this.#failure) return Promise.reject(this.#failure.reason)
    if (this.#ended || this.#drained) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject }
    })
  }
}
