import { expect, it } from "vitest"
import { historyQuerySchema, listQuerySchema } from "./page.ts"

it("reads what stands in an address, which is text", () => {
  expect(historyQuerySchema.parse({ limit: "20", from: "0", starred: "false", status: "failed" })).toEqual({
    limit: 20,
    from: 0,
    starred: false,
    status: "failed",
  })
  expect(listQuerySchema.parse({})).toEqual({ limit: 50 })
})

it.each([
  { limit: "0" },
  { limit: "101" },
  { limit: "ten" },
  { limit: "1.5" },
  { from: "yesterday" },
  { from: "-1" },
  { status: "exploded" },
  { starred: "perhaps" },
  { q: "x".repeat(501) },
])("refuses %j", (query) => {
  expect(historyQuerySchema.safeParse(query).success).toBe(false)
})
