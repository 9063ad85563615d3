import { appendFileSync } from "node:fs"
import type { Proof } from "./signature.ts"

/** How a request ended: `faulted` is a fault model doing its work, `refused` an error answer. */
export type Outcome = "completed" | "client-closed" | "faulted" | "refused"

/** One line per request, written when it has ended. Holds no prompt, no answer and no credential. */
export interface LogEntry {
  id: number
  /** When it began, and when it ended; ISO 8601. */
  startedAt: string
  at: string
  durationMs: number
  method: string
  path: string
  model: string | null
  /** HTTP status that was sent; null when the connection ended before there was one. */
  status: number | null
  outcome: Outcome
  tokensSent: number
  signed: Proof
}

const kept = 1000

/** The last requests in memory, for the control door. */
export class RequestLog {
  readonly #entries: LogEntry[] = []
  readonly #sink: (entry: LogEntry) => void
  #ids = 0

  constructor(sink: (entry: LogEntry) => void) {
    this.#sink = sink
  }

  nextId(): number {
    this.#ids += 1
    return this.#ids
  }

  add(entry: LogEntry): void {
    this.#entries.push(entry)
    if (this.#entries.length > kept) this.#entries.shift()
    this.#sink(entry)
  }

  /** Entries of requests with an id above `id`, in the order in which they ended. */
  after(id: number): LogEntry[] {
    return this.#entries.filter((entry) => entry.id > id)
  }
}

/** Writes entries to a file as JSON lines; without a file they go nowhere. */
export function fileSink(file: string | undefined): (entry: LogEntry) => void {
  if (!file) return () => {}
  return (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`)
}
