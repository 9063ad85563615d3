import { expect, it } from "vitest"
import type { Signal, Signals } from "./signals.ts"

/** What every signals driver has to keep. `open` gives the ends of several nodes that hear each other. */
export function signalsContract(open: (nodes: 1 | 2) => Promise<Signals[]>, nodes: 1 | 2): void {
  const heardBy = (signals: Signals, count: number) => {
    const heard: Signal[] = []
    const all = Promise.withResolvers<Signal[]>()
    signals.subscribe((signal) => {
      heard.push(signal)
      if (heard.length === count) all.resolve(heard)
    })
    return all.promise
  }

  it("a stop reaches every node, the one that sends it too, in order", async () => {
    const ends = await open(nodes)
    const [sender] = ends
    const heard = ends.map((signals) => heardBy(signals, 2))
    await sender?.publish({ type: "cancel-batch", batchId: "b1" })
    await sender?.publish({ type: "cancel-run", runId: "r1" })
    for (const each of heard)
      expect(await each).toEqual([
        { type: "cancel-batch", batchId: "b1" },
        { type: "cancel-run", runId: "r1" },
      ])
    await Promise.all(ends.map((signals) => signals.close()))
  })

  it("whoever ended the subscription hears no more; others do", async () => {
    const ends = await open(nodes)
    const [sender] = ends
    const heard: Signal[] = []
    const listener = (signal: Signal) => void heard.push(signal)
    const endFirst = sender?.subscribe(listener)
    sender?.subscribe(listener)
    endFirst?.()
    endFirst?.()
    const others = ends.map((signals) => heardBy(signals, 1))
    await sender?.publish({ type: "cancel-run", runId: "r2" })
    await Promise.all(others)
    expect(heard).toEqual([{ type: "cancel-run", runId: "r2" }])
    await Promise.all(ends.map((signals) => signals.close()))
  })
}
