/** Short messages to every node, this one included; not kept, may be lost: what must last is in the database. */
export type Signal = { type: "cancel-batch"; batchId: string } | { type: "cancel-run"; runId: string }

export interface Signals {
  publish(signal: Signal): Promise<void>
  /** Returns a function that ends the subscription. */
  subscribe(listener: (signal: Signal) => void): () => void
  close(): Promise<void>
}
