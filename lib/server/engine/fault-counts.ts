/** So many service faults in a row open a breaker. */
const mostInRow = 5
/** Or more than half of at least so many calls within so many ms. */
const leastCalls = 10
const windowMs = 30_000
const slotMs = 1000

/** How the calls of one connection went lately: says whether it is time to stop asking. `clock`: ms that go forward. */
export function createFaultCounts(clock: () => number) {
  let inRow = 0
  let slots: { begun: number; calls: number; faults: number }[] = []

  function note(faults: number): void {
    const at = clock()
    slots = slots.filter(({ begun }) => at - begun < windowMs)
    const last = slots.at(-1)
    if (last && at - last.begun < slotMs) {
      last.calls += 1
      last.faults += faults
    } else slots.push({ begun: at, calls: 1, faults })
  }

  const sum = (key: "calls" | "faults") => slots.reduce((all, slot) => all + slot[key], 0)

  return {
    success(): void {
      inRow = 0
      note(0)
    },
    /** True when it is time to stop asking. */
    failure(): boolean {
      inRow += 1
      note(1)
      const calls = sum("calls")
      return inRow >= mostInRow || (calls >= leastCalls && sum("faults") > calls / 2)
    },
    consecutive: (): number => inRow,
    reset(): void {
      inRow = 0
      slots = []
    },
  }
}
