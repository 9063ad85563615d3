import { expect, it } from "vitest"
import { now, publicUrl, setUpStore, somebody, store } from "#lib/server/auth/auth-fixture"
import { acceptInvitation, invite, lookAtInvitation } from "#lib/server/auth/invitations"
import { passwordMatches } from "#lib/server/auth/passwords"

setUpStore()

const deps = (at = now()) => ({ store, publicUrl, now: () => at })
const tokenOf = (link: string) => new URL(link).hash.replace("#invitation=", "")
const about = { name: "Cleo", password: "a long enough password" }

it("a link can be looked at as often as one likes, and makes one person, with the role it was made for", async () => {
  const admin = await somebody("admin")
  const { link, invitation } = await invite(deps(), admin, { email: "cleo@example.org", role: "viewer" })
  expect(JSON.stringify(await store.invitations.open(now()))).not.toContain(tokenOf(link))
  const looks = [await lookAtInvitation(deps(), tokenOf(link)), await lookAtInvitation(deps(), tokenOf(link))]
  for (const look of looks) expect(look).toEqual({ email: "cleo@example.org", role: "viewer" })
  const made = await acceptInvitation(deps(), tokenOf(link), about)
  expect(made).toMatchObject({ name: "Cleo", email: invitation.email, role: "viewer" })
  expect(await passwordMatches(made?.password_hash, about.password)).toBe(true)
  expect(await acceptInvitation(deps(), tokenOf(link), about)).toBeUndefined()
  await expect(lookAtInvitation(deps(), tokenOf(link))).rejects.toMatchObject({ code: "not_found" })
})

it("a link that is over, replaced or made up lets nobody in", async () => {
  const admin = await somebody("admin")
  const wanted = { email: "dora@example.org", role: "member" } as const
  const old = await invite(deps(), admin, wanted)
  const fresh = await invite(deps(), admin, wanted)
  expect(await acceptInvitation(deps(), tokenOf(old.link), about)).toBeUndefined()
  expect(await acceptInvitation(deps(fresh.expiresAt), tokenOf(fresh.link), about)).toBeUndefined()
  expect(await acceptInvitation(deps(), "made-up", about)).toBeUndefined()
})

it("nobody is invited above one's own role, or twice", async () => {
  const [admin, member] = [await somebody("admin"), await somebody("member")]
  await expect(invite(deps(), admin, { email: "eve@example.org", role: "owner" })).rejects.toMatchObject({
    code: "forbidden",
    field: "role",
  })
  const email = member.person.email ?? ""
  await expect(invite(deps(), admin, { email, role: "member" })).rejects.toMatchObject({
    code: "conflict",
    field: "email",
  })
})
