import path from "node:path"
import type { SQLInputValue } from "node:sqlite"
import { Worker } from "node:worker_threads"
import type { SqliteReply, SqliteRequest, SqliteWorkerData } from "./sqlite-worker.ts"

/** A statement that SQLite refused, with its extended result code. */
export class SqliteError extends Error {
  override name = "SqliteError"
  readonly resultCode: number

  constructor(message: string, resultCode: number) {
    super(message)
    this.resultCode = resultCode
  }
}

export interface SqliteResult {
  rows: Record<string, unknown>[]
  changes: number
}

interface Pending {
  resolve: (result: SqliteResult) => void
  reject: (error: Error) => void
}

/** The main thread's end of a worker that holds one connection: statements go out in order, answers come back. */
export class SqliteThread {
  private readonly worker: Worker
  private readonly pending = new Map<number, Pending>()
  private lastId = 0
  private gone: Error | undefined

  private constructor(data: SqliteWorkerData) {
    // Started from the source tree: the bundler must not follow this path, and the loaders of a test runner or
    // of a development server have no business in the thread.
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/server/store/sqlite-worker.ts")
    this.worker = new Worker(/* turbopackIgnore: true */ file, {
      workerData: data,
      execArgv: [],
      name: `sqlite-${data.role}`,
    })
    this.worker.on("message", (reply: SqliteReply) => this.settle(reply))
    this.worker.on("error", (error) => this.lose(error))
    this.worker.on("exit", () => this.lose(new Error("The database thread has ended.")))
  }

  /** Starts a thread on a file; rejects with `SqliteError` when the file cannot be opened. */
  static async open(data: SqliteWorkerData): Promise<SqliteThread> {
    const thread = new SqliteThread(data)
    await thread.expect(0)
    return thread
  }

  /** Runs one statement; resolves after it is durable. */
  run(sql: string, parameters: readonly unknown[] = []): Promise<SqliteResult> {
    return this.ask(sql, parameters.map(bindable))
  }

  /** Closes the file after all that was asked before. */
  async close(): Promise<void> {
    if (this.gone) return
    await this.ask(null, [])
    await this.worker.terminate()
  }

  private ask(sql: string | null, parameters: SQLInputValue[]): Promise<SqliteResult> {
    if (this.gone) return Promise.reject(this.gone)
    this.lastId += 1
    const request: SqliteRequest = { id: this.lastId, sql, parameters }
    const answer = this.expect(request.id)
    this.worker.postMessage(request)
    return answer
  }

  private expect(id: number): Promise<SqliteResult> {
    // The thread keeps the process alive only while somebody waits for it.
    if (this.pending.size === 0) this.worker.ref()
    return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }))
  }

  private settle(reply: SqliteReply): void {
    const waiting = this.pending.get(reply.id)
    this.pending.delete(reply.id)
    if (this.pending.size === 0) this.worker.unref()
    if ("fault" in reply) waiting?.reject(new SqliteError(reply.fault.message, reply.fault.resultCode))
    else waiting?.resolve(reply)
  }

  private lose(error: Error): void {
    this.gone ??= error
    for (const waiting of this.pending.values()) waiting.reject(error)
    this.pending.clear()
  }
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "bigint")
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`A value of type ${typeof value} cannot be stored.`)
}
