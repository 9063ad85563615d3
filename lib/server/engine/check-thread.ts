import path from "node:path"
import { Worker } from "node:worker_threads"
import type { Check } from "#lib/domain/check-schema"
import type { CheckReply, CheckRequest, Verdict } from "#lib/server/engine/check-worker"

/** More memory than a check may need: what a schema makes of an output is not ours to bound otherwise. */
const maxMemoryMb = 256

interface Asked {
  id: number
  answer: (verdict: Verdict) => void
}

/**
 * The main thread's end of the thread in which checks run: one question at a time. A question that takes too long ends
 * the thread, and the next one starts another; one that nobody has asked for a while is ended too.
 */
export class CheckThread {
  private readonly limitMs: number
  private readonly idleMs: number
  private worker: Promise<Worker> | undefined
  /** The last one that was started: an older one's exit says nothing about it. */
  private newest: Worker | undefined
  private asked: Asked | undefined
  private idle: NodeJS.Timeout | undefined
  private lastId = 0

  private readonly onFault: (error: unknown) => void

  /** `onFault`: told why the thread did not start. */
  constructor(options: { limitMs: number; idleMs: number; onFault: (error: unknown) => void }) {
    this.limitMs = options.limitMs
    this.idleMs = options.idleMs
    this.onFault = options.onFault
  }

  /** The verdict on an output, or on the check itself (`null`); `timeout` when it did not come in time. Never rejects. */
  async ask(check: Check, output: string | null): Promise<Verdict> {
    clearTimeout(this.idle)
    try {
      this.worker ??= this.start()
      const worker = await this.worker
      worker.ref()
      const verdict = await this.verdictOf(worker, { id: ++this.lastId, check, output })
      worker.unref()
      if (verdict) return verdict
    } catch (error) {
      this.onFault(error)
    }
    await this.end()
    return { passed: null, reason: "timeout" }
  }

  /** To be called when no question is open: the thread is ended when none comes for a while. */
  rest(): void {
    clearTimeout(this.idle)
    this.idle = setTimeout(() => void this.end(), this.idleMs)
    this.idle.unref()
  }

  async end(): Promise<void> {
    clearTimeout(this.idle)
    const ending = this.worker
    this.worker = undefined
    const worker = await ending?.catch(() => undefined)
    await worker?.terminate()
  }

  /** Undefined when the time was over, or the thread, before the answer. */
  private verdictOf(worker: Worker, request: CheckRequest): Promise<Verdict | undefined> {
    return new Promise((resolve) => {
      const settle = (verdict: Verdict | undefined) => {
        clearTimeout(timer)
        worker.off("exit", over)
        this.asked = undefined
        resolve(verdict)
      }
      const over = () => settle(undefined)
      // When this thread was busy itself, the answer may be there already: it is read before the time counts.
      const timer = setTimeout(
        () => setImmediate(() => this.asked?.id === request.id && over()),
        this.limitMs,
      )
      this.asked = { id: request.id, answer: settle }
      worker.once("exit", over)
      worker.postMessage(request)
    })
  }

  private async start(): Promise<Worker> {
    // Started from the source tree: the bundler must not follow this path, and the loaders of a test runner or
    // of a development server have no business in the thread.
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/server/engine/check-worker.ts")
    const worker = new Worker(/* turbopackIgnore: true */ file, {
      execArgv: [],
      name: "checks",
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
    })
    this.newest = worker
    const started = Promise.withResolvers<void>()
    worker.on("message", ({ id, verdict }: CheckReply) => {
      if (id === 0) started.resolve()
      else if (this.asked?.id === id) this.asked.answer(verdict)
    })
    // Later on it may run out of memory: an error without a listener would end the process.
    worker.on("error", started.reject)
    worker.on("exit", () => {
      started.reject(new Error("The thread for checks has ended."))
      if (this.newest === worker) this.worker = undefined
    })
    await started.promise
    return worker
  }
}
