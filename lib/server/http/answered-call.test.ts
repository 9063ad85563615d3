import { expect, it } from "vitest"
import { routePattern } from "./answered-call.ts"

const pattern = (path: string, params?: Record<string, string | string[]>) =>
  routePattern(path, params && Promise.resolve(params))

it("names a call by its route, never by what somebody wrote into the address", async () => {
  expect(await pattern("/api/health")).toBe("/api/health")
  expect(await pattern("/api/runs/b-1.0", { id: "b-1.0" })).toBe("/api/runs/[id]")
  expect(await pattern("/api/runs/a%20b/cancel", { id: "a b" })).toBe("/api/runs/[id]/cancel")
  expect(await pattern("/api/shares/x/images/y", { id: "x", sha256: "y" })).toBe(
    "/api/shares/[id]/images/[sha256]",
  )
  expect(await pattern("/api/no/such/call", { rest: ["no", "such", "call"] })).toBe("/api/[...rest]")
  expect(await pattern("/api/runs/one", { id: "another" })).toBe("other")
  expect(await pattern("/api/runs/%", { id: "%25" })).toBe("/api/runs/[id]")
})
