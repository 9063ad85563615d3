import { expect, it } from "vitest"
import { createServices } from "./services.ts"

it("keeps since when a service is away, however often it is missed", () => {
  let at = 1000
  const services = createServices(() => at)
  services.up("redis")
  at = 2000
  services.away("redis", "ECONNREFUSED")
  at = 3000
  services.away("redis", "ECONNREFUSED")
  expect(services.list()).toEqual([
    { name: "redis", state: "away", since: 2000, seenAt: 3000, detail: "ECONNREFUSED" },
  ])
})

it("tells a change once, and no more after that was ended", () => {
  const services = createServices(() => 1)
  const told: string[] = []
  const stop = services.onChange(({ name, state }) => told.push(`${name} ${state}`))
  services.up("smtp")
  services.up("smtp")
  services.away("smtp", "refused")
  stop()
  services.up("smtp")
  expect(told).toEqual(["smtp up", "smtp away"])
})
