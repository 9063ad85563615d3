import { expect, test } from "vitest"
import { leaseMs } from "./lease.ts"
import { watchLeases } from "./lease-watch.ts"

const hour = 3_600_000

test("a node that renews lives, whatever the clocks say; one that does not is dead after a lease", () => {
  let at = 0
  const silent = watchLeases(() => at)
  // Both wrote by a clock an hour ahead, and then it was put back.
  const holders = (living: number) => [
    { node: "living", until: living },
    { node: "dead", until: 2 * hour },
  ]
  expect(silent(holders(2 * hour))).toEqual([])
  at += leaseMs - 1
  expect(silent(holders(hour))).toEqual([])
  at += 1
  expect(silent(holders(hour + 5000))).toEqual([{ node: "dead", until: 2 * hour }])
})

test("a node that has carried nothing for a while begins anew", () => {
  let at = 0
  const silent = watchLeases(() => at)
  silent([{ node: "one", until: 7 }])
  silent([])
  at += leaseMs
  expect(silent([{ node: "one", until: 7 }])).toEqual([])
})
