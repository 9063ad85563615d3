import { expect, it } from "vitest"
import { now, publicUrl, setUpStore, somebody, store } from "#lib/server/auth/auth-fixture"
import { invite } from "#lib/server/auth/invitations"
import { type OAuthAccount, personOfAccount } from "#lib/server/auth/oauth-sign-in"

setUpStore()

const signIn = (account: Partial<OAuthAccount> & { subject: string }, allowedDomains: string[] = []) =>
  personOfAccount(
    { provider: "oidc", email: undefined, isVerified: true, name: "Faye", ...account },
    { store, now, allowedDomains },
  )

it("lets in who is here by their verified address, and knows the account from then on, whatever its address", async () => {
  const member = await somebody("member", { email: "gil@example.org" })
  expect(await signIn({ subject: "gil", email: "Gil@Example.org" })).toEqual({ personId: member.person.id })
  expect(await signIn({ subject: "gil", email: "new@elsewhere.example", isVerified: false })).toEqual({
    personId: member.person.id,
  })
})

it("an address that nobody has verified is anybody's", async () => {
  await somebody("owner", { email: "hugo@example.org" })
  expect(await signIn({ subject: "evil", email: "hugo@example.org", isVerified: false })).toEqual({
    refusal: "email_unverified",
  })
  expect(await signIn({ subject: "evil" })).toEqual({ refusal: "email_unverified" })
})

it("an invitation is spent by its address, with its role, once", async () => {
  const admin = await somebody("admin")
  const deps = { store, now, publicUrl }
  await invite(deps, admin, { email: "ida@example.org", role: "viewer" })
  const both = await Promise.all([
    signIn({ subject: "ida", email: "ida@example.org" }),
    signIn({ subject: "ida", email: "ida@example.org" }),
  ])
  const person = await store.people.findByEmail("ida@example.org")
  expect(person).toMatchObject({ role: "viewer", name: "Faye", password_hash: null })
  expect(both).toEqual([{ personId: person?.id }, { personId: person?.id }])
  expect(await store.invitations.find({ email: "ida@example.org" }, now())).toBeUndefined()
})

it("a stranger stays outside, unless their domain may come in", async () => {
  expect(await signIn({ subject: "jo", email: "jo@corp.example" })).toEqual({ refusal: "not_invited" })
  expect(await signIn({ subject: "jo", email: "jo@evil-corp.example" }, ["corp.example"])).toEqual({
    refusal: "not_invited",
  })
  const joined = await signIn({ subject: "jo", email: "jo@corp.example" }, ["corp.example"])
  const person = await store.people.findByEmail("jo@corp.example")
  expect(person?.role).toBe("member")
  expect(joined).toEqual({ personId: person?.id })
})

it("who is suspended stays outside, by a tied account too", async () => {
  const member = await somebody("member", { email: "kim@example.org" })
  await signIn({ subject: "kim", email: "kim@example.org" })
  await store.people.suspend(member.person.id, 1)
  expect(await signIn({ subject: "kim", email: "kim@example.org" })).toEqual({ refusal: "suspended" })
  expect(await signIn({ subject: "kim-2", email: "kim@example.org" })).toEqual({ refusal: "suspended" })
})
