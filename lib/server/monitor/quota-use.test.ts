import { expect, it } from "vitest"
import { createConnectionLimits } from "#lib/server/engine/connection-limits"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import { createQuotaUse } from "./quota-use.ts"

const now = () => 100 * 86_400_000 + 3_600_000

/** The engine's own counts, on a day that begins with what the runs table says. */
function current(today = { requests: 0, tokens: 0, cost: 0 }) {
  const asked: string[] = []
  const limits = createConnectionLimits({
    keyValue: createMemoryKeyValue({ now }),
    store: {
      async usageSince(_since, ids) {
        asked.push(...ids)
        return Object.fromEntries(ids.map((id) => [id, today]))
      },
    },
    sleep: () => Promise.reject(new Error("nothing has to wait here")),
    now,
    steady: () => 0,
  })
  return { limits, asked, use: createQuotaUse(limits) }
}

it("names the limit that is used most, of ours and of the plan's", async () => {
  const { use } = current({ requests: 50, tokens: 9000, cost: 1 })
  const found = await use.of([
    { id: "a", limits: { requestsPerDay: 100 }, planQuota: { tokensPerDay: 10_000 } },
    { id: "c", limits: { costPerDay: 0.5 }, planQuota: {} },
    { id: "free", limits: { concurrency: 3 }, planQuota: {} },
  ])
  expect(Object.fromEntries(found)).toEqual({
    a: { which: "tokensPerDay", share: 0.9 },
    c: { which: "costPerDay", share: 2 },
  })
})

it("counts as limits do: each request, also one that the runs table does not tell from the try before", async () => {
  const { limits, use } = current()
  const plan = { requestsPerDay: 4, requestsPerMinute: 10 }
  const of = { connectionId: "a", connectionName: "A", limits: {}, planQuota: plan }
  for (let time = 0; time < 3; time++)
    (await limits.admit(of, AbortSignal.timeout(60_000), () => undefined)).leave(true)
  const found = await use.of([{ id: "a", limits: {}, planQuota: plan }])
  expect(found.get("a")).toEqual({ which: "requestsPerDay", share: 0.75 })
})

it("a rate of less than one request is at its line with one request, not far over it", async () => {
  const { limits, use } = current()
  const plan = { requestsPerSecond: 0.5 }
  const of = { connectionId: "a", connectionName: "A", limits: {}, planQuota: plan }
  ;(await limits.admit(of, AbortSignal.timeout(60_000), () => undefined)).leave(true)
  expect((await use.of([{ id: "a", limits: {}, planQuota: plan }])).get("a")?.share).toBeCloseTo(0.8)
})

it("asks nothing where nothing is limited", async () => {
  const { use, asked } = current()
  expect((await use.of([{ id: "free", limits: {}, planQuota: {} }])).size).toBe(0)
  expect(asked).toEqual([])
})
