import { expect, it } from "vitest"
import { createMemoryKeyValue } from "#lib/server/store/memory-key-value"
import { createNodeReports } from "./node-reports.ts"
import { createServices } from "./services.ts"

const openBreaker = (connectionId: string) => ({ connectionId, state: "open" })

function nodes() {
  const clock = { now: 1000 }
  const now = () => clock.now
  const keyValue = createMemoryKeyValue({ now })
  const node = (name: string) => {
    const open: string[] = []
    const services = createServices(now)
    const reports = createNodeReports({
      keyValue,
      node: name,
      breakers: { list: () => open.map(openBreaker) },
      services,
    })
    return { open, services, reports }
  }
  return { clock, keyValue, one: node("one"), other: node("other") }
}

it("a node that looks after the alerts hears what is open or away at another", async () => {
  const { one, other } = nodes()
  other.open.push("c1")
  other.services.away("redis", "ECONNREFUSED")
  await other.reports.report()
  expect(await one.reports.isBreakerOpen("c1")).toBe(true)
  expect(await one.reports.isBreakerOpen("c2")).toBe(false)
  expect(await one.reports.away()).toEqual([{ name: "redis", detail: "ECONNREFUSED" }])
  other.open.pop()
  other.services.up("redis")
  await other.reports.report()
  expect(await one.reports.isBreakerOpen("c1")).toBe(false)
  expect(await one.reports.away()).toEqual([])
})

it("forgets what a dead node has said", async () => {
  const { one, other, clock } = nodes()
  other.open.push("c1")
  await other.reports.report()
  clock.now += 45_001
  expect(await one.reports.isBreakerOpen("c1")).toBe(false)
})

it("without the shared store a node still knows of itself", async () => {
  const refuse = () => Promise.reject(new Error("away"))
  const keyValue = {
    ...createMemoryKeyValue({ now: () => 1 }),
    get: refuse,
    set: refuse,
    deleteIfEqual: refuse,
  }
  const services = createServices(() => 1)
  const breakers = { list: () => [openBreaker("c1")] }
  const reports = createNodeReports({ keyValue, node: "one", breakers, services })
  services.away("smtp", "refused")
  await reports.report()
  expect(await reports.isBreakerOpen("c1")).toBe(true)
  expect(await reports.isBreakerOpen("c2")).toBe(false)
  expect(await reports.away()).toEqual([{ name: "smtp", detail: "refused" }])
})
