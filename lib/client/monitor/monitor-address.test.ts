import { expect, it } from "vitest"
import { readMonitorAddress, writeMonitorAddress } from "./monitor-address.ts"

const read = (query: string) => readMonitorAddress(new URLSearchParams(query))

it("reads what it has written", () => {
  for (const asked of [
    read(""),
    read("range=30d&connection=sandbox&model=a%2Fb&person=ann&kind=image"),
    read("from=1000&to=2000"),
  ])
    expect(read(writeMonitorAddress(asked))).toEqual(asked)
  expect(writeMonitorAddress(read("range=1h"))).toBe("")
})

it("takes the default for what makes no sense", () => {
  const odd = read(`range=2y&kind=song&from=5&to=4&model=${"x".repeat(300)}`)
  expect(writeMonitorAddress(odd)).toBe("")
  expect(read("from=tomorrow&to=9").from).toBeUndefined()
})
