import fc from "fast-check"
import { expect, test } from "vitest"
import {
  emptyAddress,
  filterOf,
  type HistoryAddress,
  readHistoryAddress,
  setFilters,
  writeHistoryAddress,
} from "#lib/client/history-address"

const absent = fc.constant(undefined)
const day = fc
  .date({ min: new Date("1970-01-02"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const address: fc.Arbitrary<HistoryAddress> = fc.record({
  q: fc.string({ unit: "grapheme", maxLength: 40 }),
  kind: fc.constantFrom("text", "image", undefined),
  status: fc.constantFrom("queued", "running", "succeeded", "failed", "cancelled", "interrupted", undefined),
  model: fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), absent),
  connection: fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), absent),
  from: fc.oneof(day, absent),
  to: fc.oneof(day, absent),
  starred: fc.boolean(),
  batch: fc.oneof(fc.string({ minLength: 1, maxLength: 64 }), absent),
})

test("what is written is read back as it was", () => {
  fc.assert(
    fc.property(address, (given) => {
      expect(readHistoryAddress(new URLSearchParams(writeHistoryAddress(given)))).toEqual(given)
    }),
  )
})

test("any address can be read, and writing what was read changes nothing more", () => {
  const name = fc.constantFrom(
    "q",
    "kind",
    "status",
    "model",
    "connection",
    "from",
    "to",
    "starred",
    "batch",
    "x",
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string({ unit: "binary" }))), (pairs) => {
      const once = readHistoryAddress(new URLSearchParams(pairs))
      expect(readHistoryAddress(new URLSearchParams(writeHistoryAddress(once)))).toEqual(once)
    }),
  )
})

test("nonsense takes the default and defaults are left out", () => {
  const read = readHistoryAddress(
    new URLSearchParams("kind=video&status=lost&from=2026-02-30&to=yesterday&starred=1&model="),
  )
  expect(read).toEqual(emptyAddress)
  expect(writeHistoryAddress(read)).toBe("")
  expect(setFilters(read)).toEqual([])
})

test("a day is the whole day in the reader's time zone", () => {
  const filter = filterOf({ ...emptyAddress, from: "2026-11-24", to: "2026-11-24" })
  expect(filter.from).toBe(new Date(2026, 10, 24).getTime())
  expect(filter.to).toBe(new Date(2026, 10, 25).getTime() - 1)
})
