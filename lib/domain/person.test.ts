import { describe, expect, it } from "vitest"
import { mayActAs } from "#lib/domain/person"
import { roleSchema, setPasswordSchema } from "#lib/domain/person-schema"

describe("mayActAs", () => {
  it("goes by rank", () => {
    const ranked = ["viewer", "member", "admin", "owner"] as const
    expect(new Set(roleSchema.options)).toEqual(new Set(ranked))
    for (const [own, role] of ranked.entries())
      for (const [wanted, needed] of ranked.entries()) expect(mayActAs(role, needed)).toBe(own >= wanted)
  })
})

describe("setPasswordSchema", () => {
  it("takes passwords of 10 to 200 characters and one form of an address", () => {
    const password = "correct horse"
    expect(setPasswordSchema.parse({ email: " Ann@Example.ORG ", password }).email).toBe("ann@example.org")
    expect(setPasswordSchema.safeParse({ email: "ann", password }).success).toBe(false)
    for (const wrong of ["123456789", "x".repeat(201)])
      expect(setPasswordSchema.safeParse({ email: "ann@example.org", password: wrong }).success).toBe(false)
  })
})
