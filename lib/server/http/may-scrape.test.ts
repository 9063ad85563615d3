import { expect, it } from "vitest"
import type { PersonRole } from "#lib/domain/person"
import { assertMayScrape } from "./may-scrape.ts"

const signedIn = (role: PersonRole) => ({
  sessionId: "s",
  person: { id: "p", name: "P", email: null, role, hasPassword: true },
})
const token = "a-token-of-the-operator"

it("shows the metrics to whoever brings the token, and to admins", () => {
  expect(() => assertMayScrape(`Bearer ${token}`, undefined, token)).not.toThrow()
  expect(() => assertMayScrape(null, signedIn("admin"), token)).not.toThrow()
  expect(() => assertMayScrape(null, signedIn("owner"), undefined)).not.toThrow()
})

it("asks all others for the token, and without one denies that there is anything", () => {
  for (const header of [null, "Bearer wrong", `Basic ${token}`, `Bearer ${token}x`, "Bearer "])
    expect(() => assertMayScrape(header, signedIn("member"), token)).toThrow(
      expect.objectContaining({ code: "unauthenticated" }),
    )
  expect(() => assertMayScrape("Bearer undefined", signedIn("member"), undefined)).toThrow(
    expect.objectContaining({ code: "not_found" }),
  )
})
