import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { aBatch, aConnection, aPerson, finishRun } from "./contract-fixtures.ts"
import { belongings } from "./remove-person.ts"
import type { InvitationRow, PersonRow } from "./schema.ts"
import type { OpenedDatabase } from "./sql-store.ts"
import type { Store } from "./store.ts"

/** A team: who may do everything, who goes, who was invited, by which account they come in. */
export function teamContract(current: () => Store, open: () => Promise<Store>): void {
  describe("owners", () => ownersContract(open))
  describe("removing people", () => removalContract(current))
  describe("invitations", () => invitationContract(current))

  it("lists everybody with when they were last seen", async () => {
    const [ann, ben] = [
      await aPerson(current(), { created_at: 5 }),
      await aPerson(current(), { created_at: 6 }),
    ]
    await current().sessions.create(aSession(ann.id, { last_seen_at: 40 }))
    await current().sessions.create(aSession(ann.id, { last_seen_at: 70 }))
    const listed = (await current().people.list()).filter(({ id }) => [ann.id, ben.id].includes(id))
    expect(listed).toEqual([
      { ...ann, last_seen_at: 70 },
      { ...ben, last_seen_at: null },
    ])
  })

  it("changes a name and an address, and refuses one that is taken", async () => {
    const [ann, ben] = [
      await aPerson(current(), { email: `${randomUUID()}@a.example` }),
      await aPerson(current()),
    ]
    await current().people.change(ben.id, { name: "Benjamin", email: "BEN@new.example" })
    expect(await current().people.get(ben.id)).toMatchObject({ name: "Benjamin", email: "ben@new.example" })
    await expect(current().people.change(ben.id, { email: ann.email ?? "" })).rejects.toMatchObject({
      code: "conflict",
      field: "email",
    })
    await current().people.change(ben.id, {})
    expect((await current().people.get(ben.id))?.name).toBe("Benjamin")
  })

  it("lists a person's open sessions and ends one of them, never somebody else's", async () => {
    const [ann, ben] = [await aPerson(current()), await aPerson(current())]
    const [old, fresh, his] = [
      aSession(ann.id, { last_seen_at: 1 }),
      aSession(ann.id, { last_seen_at: 9 }),
      aSession(ben.id),
    ]
    const over = aSession(ann.id, { expires_at: 20 })
    for (const session of [old, fresh, his, over]) await current().sessions.create(session)
    expect((await current().sessions.list(ann.id, 20)).map(({ id }) => id)).toEqual([fresh.id, old.id])
    expect(await current().sessions.endOwn(his.id, ann.id, 21)).toBe(false)
    expect(await current().sessions.endOwn(old.id, ann.id, 21)).toBe(true)
    expect(await current().sessions.endOwn(old.id, ann.id, 22)).toBe(false)
    expect(await current().sessions.active(old.id, 23)).toBeUndefined()
    expect(await current().sessions.active(his.id, 23)).toBeDefined()
  })

  it("knows a person by the account they come in with, which stays tied to the first one", async () => {
    const [ann, ben] = [await aPerson(current()), await aPerson(current())]
    const subject = randomUUID()
    const identity = { provider: "oidc", subject, at: 1 }
    await current().identities.tie({ ...identity, personId: ann.id })
    await current().identities.tie({ ...identity, personId: ben.id })
    expect(await current().identities.personOf("oidc", subject)).toEqual(ann)
    expect(await current().identities.personOf("github", subject)).toBeUndefined()
  })
}

function ownersContract(open: () => Promise<Store>): void {
  it("the last owner who may come in can be neither demoted, suspended nor removed", async () => {
    const store = await open()
    const owner = await store.people.ensureOwner(1)
    const second = await aPerson(store, { role: "owner" })
    await store.people.suspend(second.id, 5)
    const lastOwner = { code: "last_owner" }
    await expect(store.people.change(owner.id, { role: "admin" })).rejects.toMatchObject(lastOwner)
    await expect(store.people.suspend(owner.id, 5)).rejects.toMatchObject(lastOwner)
    await expect(store.people.remove(owner.id, second.id)).rejects.toMatchObject(lastOwner)
    expect(await store.people.get(owner.id)).toEqual(owner)
    await store.people.suspend(second.id, null)
    await store.people.suspend(owner.id, 9)
    // The one who may come in is the one that a start prints its link for.
    expect((await store.people.ensureOwner(10)).id).toBe(second.id)
    await store.close()
  })

  it("two owners who demote each other at the same moment leave one", async () => {
    const store = await open()
    const ids = [(await store.people.ensureOwner(1)).id, (await aPerson(store, { role: "owner" })).id]
    const changes = ids.map((id) => store.people.change(id, { role: "member" }))
    const refused = (await Promise.allSettled(changes)).filter(({ status }) => status === "rejected")
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatchObject({ reason: { code: "last_owner" } })
    const roles = (await store.people.list()).map(({ role }) => role)
    expect(roles.sort()).toEqual(["member", "owner"])
    await store.close()
  })
}

function removalContract(current: () => Store): void {
  const aWholePerson = async () => {
    const store = current()
    const person = await aPerson(store, { email: `${randomUUID()}@a.example` })
    const connection = aConnection({ owner_id: person.id })
    await store.connections.put(connection)
    const batch = await aBatch(store, person.id, ["a prompt"])
    const runId = batch.runIds[0] ?? ""
    await finishRun(store, runId, "an answer")
    await store.runs.change(runId, person.id, { rating: 4 }, 1)
    const session = aSession(person.id)
    await store.sessions.create(session)
    await store.budgets.set(person.id, { day: { requests: 1 }, month: {} })
    await store.budgets.add(person.id, { requests: 1, tokens: 1, cost: 1 }, 1)
    await store.identities.tie({ provider: "oidc", subject: person.id, personId: person.id, at: 1 })
    return { person, connection, batch, runId, session }
  }

  it("hands what they own to somebody else, with what was said about it, and shuts them out", async () => {
    const owner = await aPerson(current(), { role: "owner" })
    const heir = await aPerson(current())
    const { person, connection, batch, runId, session } = await aWholePerson()
    await current().people.remove(person.id, heir.id)
    expect(await current().people.get(person.id)).toBeUndefined()
    expect(await current().sessions.active(session.id, 2)).toBeUndefined()
    expect(await current().identities.personOf("oidc", person.id)).toBeUndefined()
    expect(await current().batches.isOwned(batch.id, heir.id)).toBe(true)
    expect(await current().runs.detail(runId, heir.id)).toMatchObject({
      run: { text: "an answer" },
      summary: { judgement: { rating: 4 } },
    })
    expect((await current().connections.visibleTo(heir.id)).map(({ id }) => id)).toContain(connection.id)
    expect((await current().connections.visibleTo(owner.id)).map(({ id }) => id)).not.toContain(connection.id)
    expect((await current().budgets.used(heir.id, 1)).day.requests).toBe(0)
  })

  it("deletes what they own when nobody is to have it", async () => {
    await aPerson(current(), { role: "owner" })
    const { person, connection, batch, runId } = await aWholePerson()
    await current().people.remove(person.id, null)
    expect(await current().connections.get(connection.id)).toBeUndefined()
    expect(await current().runs.get(runId)).toBeUndefined()
    expect(await current().batches.unfinished(person.id)).toEqual([])
    expect(await current().batches.isOwned(batch.id, person.id)).toBe(false)
  })

  it("does nothing when there is no such heir", async () => {
    await aPerson(current(), { role: "owner" })
    const { person, batch } = await aWholePerson()
    for (const heirId of ["nobody", person.id])
      await expect(current().people.remove(person.id, heirId)).rejects.toMatchObject({ code: "not_found" })
    expect(await current().batches.isOwned(batch.id, person.id)).toBe(true)
  })
}

function invitationContract(current: () => Store): void {
  const anInvitation = async (more: Partial<InvitationRow> = {}): Promise<InvitationRow> => {
    const id = randomUUID()
    const row = {
      id,
      token_hash: `hash-${id}`,
      email: `${id}@a.example`,
      invited_by: null,
      role: "member",
      created_at: 1,
      expires_at: 100,
      ...more,
    }
    await current().invitations.put(row)
    return row
  }
  const personFor = (invitation: InvitationRow): PersonRow => ({
    id: randomUUID(),
    name: "Ann",
    email: invitation.email,
    role: invitation.role,
    password_hash: null,
    suspended_at: null,
    created_at: 2,
  })

  it("makes exactly one person, however often its link is used at once", async () => {
    const { token_hash, email } = await anInvitation({ role: "viewer" })
    const accept = () => current().invitations.accept({ tokenHash: token_hash }, 5, personFor)
    const made = (await Promise.all([accept(), accept(), accept()])).filter((person) => person !== undefined)
    expect(made).toHaveLength(1)
    expect(await current().people.findByEmail(email)).toMatchObject({ role: "viewer", id: made[0]?.id })
  })

  it("is found by a verified address in any case, and not when it is over, taken back or replaced", async () => {
    const first = await anInvitation()
    const again = await anInvitation({ email: first.email.toUpperCase(), role: "admin" })
    expect(await current().invitations.find({ tokenHash: first.token_hash }, 5)).toBeUndefined()
    expect(await current().invitations.find({ email: first.email.toUpperCase() }, 5)).toMatchObject({
      role: "admin",
      token_hash: again.token_hash,
    })
    expect(await current().invitations.find({ email: first.email }, 100)).toBeUndefined()
    const kept = await current().invitations.find({ email: first.email }, 5)
    expect(await current().invitations.revoke(kept?.id ?? "")).toBe(true)
    expect(await current().invitations.revoke(kept?.id ?? "")).toBe(false)
    expect(await current().invitations.accept({ email: first.email }, 5, personFor)).toBeUndefined()
  })

  it("is not spent when the address was taken meanwhile", async () => {
    const invitation = await anInvitation()
    await aPerson(current(), { email: invitation.email })
    const accepted = current().invitations.accept({ tokenHash: invitation.token_hash }, 5, personFor)
    await expect(accepted).rejects.toMatchObject({ code: "conflict", field: "email" })
    expect((await current().invitations.open(5)).map(({ id }) => id)).toContain(invitation.id)
  })
}

/** Who owns what is told apart by these columns: a table that is new must say what becomes of its rows. */
export function belongingsContract(
  openDatabase: () => Promise<OpenedDatabase>,
  migrate: (opened: OpenedDatabase) => Promise<Store>,
): void {
  it("every table that belongs to people says what becomes of it when they are removed", async () => {
    const opened = await openDatabase()
    const store = await migrate(opened)
    const tables = await opened.db.introspection.getTables()
    const found = tables
      .filter(({ schema }) => opened.schema === undefined || schema === opened.schema)
      .flatMap(({ name, columns }) =>
        columns
          .filter((column) => /^(person|owner)_id$/.test(column.name))
          .map((column) => `${name}.${column.name}`),
      )
    expect(found.sort()).toEqual(Object.keys(belongings).sort())
    await store.close()
  })
}

function aSession(personId: string, more: { last_seen_at?: number; expires_at?: number } = {}) {
  return {
    id: randomUUID(),
    person_id: personId,
    created_at: 1,
    expires_at: 1_000,
    last_seen_at: 1,
    user_agent: "Browser",
    address: "127.0.0.1",
    ended_at: null,
    ...more,
  }
}
