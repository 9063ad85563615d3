import { describe, expect, it } from "vitest"
import { grantableRoles, mayActAs, mayManage, roles } from "#lib/domain/person"
import { roleSchema, setPasswordSchema } from "#lib/domain/person-schema"

describe("mayActAs", () => {
  it("goes by rank", () => {
    const ranked = ["viewer", "member", "admin", "owner"] as const
    expect(new Set(roleSchema.options)).toEqual(new Set(ranked))
    for (const [own, role] of ranked.entries())
      for (const [wanted, needed] of ranked.entries()) expect(mayActAs(role, needed)).toBe(own >= wanted)
  })
})

describe("mayManage", () => {
  it("lets admins manage everyone but owners, and the others nobody", () => {
    expect(roles.filter((role) => mayManage("owner", role))).toEqual(["owner", "admin", "member", "viewer"])
    expect(roles.filter((role) => mayManage("admin", role))).toEqual(["admin", "member", "viewer"])
    for (const actor of ["member", "viewer"] as const) expect(grantableRoles(actor)).toEqual([])
    expect(grantableRoles("admin")).not.toContain("owner")
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
