import { expect, test } from "vitest"
import { auditFilterOf, readAuditAddress, writeAuditAddress } from "./audit-address.ts"

const read = (query: string) => readAuditAddress(new URLSearchParams(query))

test("an address comes back as it was written, without what is not set", () => {
  const query = "q=a+b&person=ann&group=policy&outcome=refused&from=2026-11-01&to=2026-11-30"
  expect(writeAuditAddress(read(query))).toBe(query)
  expect(writeAuditAddress(read(""))).toBe("")
})

test("what makes no sense is left out", () => {
  expect(writeAuditAddress(read("group=nonsense&outcome=perhaps&from=2026-02-30&to=yesterday&x=1"))).toBe("")
})

test("both days count whole, in the reader's time zone", () => {
  const { from, to } = auditFilterOf(read("from=2026-11-24&to=2026-11-24"))
  expect(from).toBe(new Date(2026, 10, 24).getTime())
  expect(to).toBe(new Date(2026, 10, 25).getTime())
})
