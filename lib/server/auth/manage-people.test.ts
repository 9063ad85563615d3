import { describe, expect, it } from "vitest"
import type { PersonRole } from "#lib/domain/person"
import { now, publicUrl, setUpStore, somebody, store } from "#lib/server/auth/auth-fixture"
import { invite } from "#lib/server/auth/invitations"
import { changePerson, listPeople, makeWayIn, removePerson } from "#lib/server/auth/manage-people"
import { passwordMatches } from "#lib/server/auth/passwords"
import { setPassword } from "#lib/server/auth/set-password"
import { spendSignInToken } from "#lib/server/auth/sign-in-links"

setUpStore()

const stopped: string[] = []
const moved: string[] = []
const deps = () => ({
  store,
  now,
  publicUrl,
  engine: { cancelAllOf: async (id: string) => void stopped.push(id) },
  images: {
    share: async (id: string, heirId: string) => void moved.push(`${id} to ${heirId}`),
    discard: async (id: string) => void moved.push(`${id} discarded`),
  },
})

describe("rights over others", () => {
  it("an admin manages everyone but owners, and gives no role above their own", async () => {
    const admin = await somebody("admin")
    const owner = await somebody("owner")
    const member = await somebody("member")
    const forbidden = { code: "forbidden" }
    await expect(changePerson(deps(), admin, owner.person.id, { name: "X" })).rejects.toMatchObject(forbidden)
    await expect(removePerson(deps(), admin, owner.person.id, null)).rejects.toMatchObject(forbidden)
    // A way in as the owner would be the owner's own rights.
    await expect(makeWayIn(deps(), admin, owner.person.id)).rejects.toMatchObject(forbidden)
    await expect(changePerson(deps(), admin, member.person.id, { role: "owner" })).rejects.toMatchObject(
      forbidden,
    )
    await changePerson(deps(), admin, member.person.id, { role: "admin" })
    expect((await store.people.get(member.person.id))?.role).toBe("admin")
  })

  it("nobody changes their own role or access, and everybody may keep it as it is", async () => {
    const own = { code: "own_account" }
    for (const role of ["owner", "admin"] satisfies PersonRole[]) {
      const who = await somebody(role)
      const { id } = who.person
      await expect(changePerson(deps(), who, id, { role: "member" })).rejects.toMatchObject(own)
      await expect(changePerson(deps(), who, id, { suspended: true })).rejects.toMatchObject(own)
      await expect(removePerson(deps(), who, id, null)).rejects.toMatchObject(own)
      await expect(makeWayIn(deps(), who, id)).rejects.toMatchObject(own)
      await changePerson(deps(), who, id, { role, name: "Renamed" })
      expect((await store.people.get(id))?.name).toBe("Renamed")
    }
  })

  it("open invitations of somebody end with their role", async () => {
    const [owner, admin] = [await somebody("owner"), await somebody("admin")]
    const open = async () => (await store.invitations.open(now())).map(({ email }) => email)
    const invited = async (email: string) => {
      await invite({ store, publicUrl, now }, admin, { email, role: "admin" })
      expect(await open()).toContain(email)
    }
    await invited("one@example.org")
    await changePerson(deps(), owner, admin.person.id, { role: "member" })
    expect(await open()).not.toContain("one@example.org")
    await invited("two@example.org")
    await changePerson(deps(), owner, admin.person.id, { suspended: true })
    expect(await open()).not.toContain("two@example.org")
  })

  it("an admin lifts no budget of their own", async () => {
    const admin = await somebody("admin")
    const raised = changePerson(deps(), admin, admin.person.id, { budget: { day: {}, month: {} } })
    await expect(raised).rejects.toMatchObject({ code: "own_account" })
  })

  it("who becomes a viewer runs nothing any more, not even what was under way", async () => {
    const [admin, member] = [await somebody("admin"), await somebody("member")]
    await changePerson(deps(), admin, member.person.id, { role: "viewer" })
    expect(stopped).toContain(member.person.id)
  })

  it("somebody who is not there is not found, before anything else", async () => {
    const admin = await somebody("admin")
    await expect(changePerson(deps(), admin, "nobody", {})).rejects.toMatchObject({ code: "not_found" })
  })
})

describe("suspending", () => {
  it("acts at once: sessions and links end, what runs is stopped, and resuming brings no old session back", async () => {
    const [admin, member] = [await somebody("admin"), await somebody("member")]
    const { id } = member.person
    await changePerson(deps(), admin, id, { suspended: true })
    expect(await store.sessions.active(member.sessionId, now())).toBeUndefined()
    expect(stopped).toContain(id)
    await changePerson(deps(), admin, id, { suspended: false })
    expect((await store.people.get(id))?.suspended_at).toBeNull()
    expect(await store.sessions.active(member.sessionId, now())).toBeUndefined()
  })
})

describe("removing", () => {
  it("stops what runs, needs an heir who is there, and hands pictures over too", async () => {
    const [admin, member] = [await somebody("admin"), await somebody("member")]
    const { id } = member.person
    await expect(removePerson(deps(), admin, id, "nobody")).rejects.toMatchObject({ field: "handTo" })
    expect(stopped).not.toContain(id)
    await removePerson(deps(), admin, id, admin.person.id)
    expect(stopped).toContain(id)
    expect(await store.people.get(id)).toBeUndefined()
    expect(moved).toEqual([`${id} to ${admin.person.id}`, `${id} discarded`])
  })
})

describe("a new way in", () => {
  it("ends the password and the sessions, and signs in once", async () => {
    const admin = await somebody("admin")
    const member = await somebody("member", { password: "a forgotten password" })
    const { link } = await makeWayIn(deps(), admin, member.person.id)
    expect(await store.sessions.active(member.sessionId, now())).toBeUndefined()
    const { password_hash } = (await store.people.get(member.person.id)) ?? {}
    expect(await passwordMatches(password_hash, "a forgotten password")).toBe(false)
    const token = new URL(link).hash.replace("#token=", "")
    expect(await spendSignInToken(store, token, now())).toBe(member.person.id)
    expect(await spendSignInToken(store, token, now())).toBeUndefined()
  })
})

describe("one's own address", () => {
  it("is for an admin to change: by an address of their choice a member could take over another's sign-in", async () => {
    const member = await somebody("member")
    const change = { email: "boss@example.org", password: "a new long password" }
    await expect(setPassword(deps(), member, change)).rejects.toMatchObject({
      code: "invalid_input",
      params: { problem: "fixed" },
    })
    await setPassword(deps(), member, { ...change, email: member.person.email ?? "" })
    const owner = await somebody("owner")
    expect((await setPassword(deps(), owner, change)).email).toBe("boss@example.org")
  })
})

it("the list shows budgets and use, and no hash of anything", async () => {
  const member = await somebody("member", { password: "a secret password" })
  await store.budgets.set(member.person.id, { day: { requests: 3 }, month: {} })
  await store.budgets.add(member.person.id, { requests: 2, tokens: 5, cost: 0.5 }, now())
  const { people } = await listPeople(deps())
  const listed = people.find(({ id }) => id === member.person.id)
  expect(listed).toMatchObject({
    suspended: false,
    lastSeenAt: 1,
    budget: { day: { requests: 3 } },
    used: { day: { requests: 2, tokens: 5, cost: 0.5 } },
  })
  expect(JSON.stringify(people)).not.toContain("argon2")
})
