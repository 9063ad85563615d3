import { expect, it } from "vitest"
import type { ConnectionUsage } from "#lib/server/store/connection-ports"
import { createQuotaUse } from "./quota-use.ts"

const day = 86_400_000
const now = 100 * day + 3_600_000

/** A store that says what was taken since midnight, and in the last minute. */
function useOf(today: ConnectionUsage, minute: ConnectionUsage = { requests: 0, tokens: 0, cost: 0 }) {
  const asked: [number, string[]][] = []
  const use = createQuotaUse({
    async usageSince(since, ids) {
      asked.push([since, ids])
      return Object.fromEntries(ids.map((id) => [id, since === 100 * day ? today : minute]))
    },
  })
  return { asked, use }
}

it("names the limit that is used most, of ours and of the plan's", async () => {
  const { use, asked } = useOf({ requests: 50, tokens: 9000, cost: 1 }, { requests: 30, tokens: 10, cost: 0 })
  const found = await use.of(
    [
      { id: "a", limits: { requestsPerDay: 100 }, planQuota: { tokensPerDay: 10_000 } },
      { id: "b", limits: {}, planQuota: { requestsPerSecond: 1, requestsPerMinute: 1000 } },
      { id: "c", limits: { costPerDay: 0.5 }, planQuota: {} },
      { id: "free", limits: { concurrency: 3 }, planQuota: {} },
    ],
    now,
  )
  expect(Object.fromEntries(found)).toEqual({
    a: { which: "tokensPerDay", share: 0.9 },
    b: { which: "requestsPerSecond", share: 0.5 },
    c: { which: "costPerDay", share: 2 },
  })
  expect(asked.map(([, ids]) => ids)).toEqual([
    ["a", "b", "c"],
    ["a", "b", "c"],
  ])
})

it("asks nothing where nothing is limited", async () => {
  const { use, asked } = useOf({ requests: 1, tokens: 1, cost: 1 })
  expect((await use.of([{ id: "free", limits: {}, planQuota: {} }], now)).size).toBe(0)
  expect(asked).toEqual([])
})
