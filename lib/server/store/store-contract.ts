import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { alertContract } from "./alert-contract.ts"
import { auditContract } from "./audit-contract.ts"
import { batchContract } from "./batch-contract.ts"
import { budgetContract } from "./budget-contract.ts"
import { changeBatchContract } from "./change-batch-contract.ts"
import { comparisonContract } from "./comparison-contract.ts"
import { connectionContract } from "./connection-contract.ts"
import { aPerson } from "./contract-fixtures.ts"
import { galleryContract } from "./gallery-contract.ts"
import { historyContract } from "./history-contract.ts"
import { judgementContract } from "./judgement-contract.ts"
import { monitorContract } from "./monitor-contract.ts"
import { originContract } from "./origin-contract.ts"
import { teamContract } from "./people-contract.ts"
import { presetContract } from "./preset-contract.ts"
import { retentionContract } from "./retention-contract.ts"
import { reviewContract } from "./review-contract.ts"
import { runContract } from "./run-contract.ts"
import { screeningContract } from "./screening-contract.ts"
import { sealedContract } from "./sealed-contract.ts"
import { shareContract } from "./share-contract.ts"
import type { Store } from "./store.ts"
import { textContract } from "./text-contract.ts"
import { wordListContract } from "./word-list-contract.ts"

/** What every store has to keep, whatever its engine. `open` gives a new, empty, migrated store. */
export function storeContract(open: () => Promise<Store>): void {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  // Not there when it could not be opened: that error is the one to see.
  afterAll(() => store?.close())
  const current = () => store

  describe("opening", () => openingContract(open))
  describe("people", () => peopleContract(current))
  describe("a team", () => teamContract(current, open))
  describe("budgets", () => budgetContract(current))
  describe("sessions", () => sessionContract(current))
  describe("sign-in links", () => signInLinkContract(current))
  describe("connections", () => connectionContract(current))
  describe("audit", () => auditContract(open))
  describe("batches", () => batchContract(current))
  describe("comparisons", () => comparisonContract(current))
  describe("changes of whole batches", () => changeBatchContract(current))
  describe("judgements", () => judgementContract(current))
  describe("runs", () => runContract(current))
  describe("history", () => historyContract(current))
  describe("gallery", () => galleryContract(current))
  describe("presets", () => presetContract(current))
  describe("shares", () => shareContract(current))
  describe("word lists", () => wordListContract(current))
  describe("screening", () => screeningContract(current))
  describe("alerts", () => alertContract(open))
  describe("origins", () => originContract(current))
  describe("reviews", () => reviewContract(current))
  describe("retention", () => retentionContract(open))
  describe("monitor", () => monitorContract(current))
  describe("text", () => textContract(current))
  describe("sealed values", () => sealedContract(open))
}

function openingContract(open: () => Promise<Store>): void {
  it("updates a database that is up to date without touching it", async () => {
    const store = await open()
    const owner = await store.people.ensureOwner(1)
    await store.migrate()
    await store.ping()
    expect(await store.people.get(owner.id)).toEqual(owner)
    await store.close()
  })

  it("makes one owner, however many ask at once, and finds it again", async () => {
    const store = await open()
    const owners = await Promise.all([1, 2, 3, 4].map((now) => store.people.ensureOwner(now)))
    expect(new Set(owners.map((owner) => owner.id)).size).toBe(1)
    expect(owners[0]).toMatchObject({ role: "owner", email: null, password_hash: null })
    expect(await store.people.ensureOwner(9)).toEqual(owners[0])
    await store.close()
  })
}

function peopleContract(current: () => Store): void {
  it("finds a person by e-mail address in any case", async () => {
    const person = await aPerson(current(), { email: "Ann.Mixed@Example.org" })
    const found = await current().people.findByEmail("ann.MIXED@example.ORG")
    expect(found?.id).toBe(person.id)
    expect(await current().people.findByEmail("nobody@example.org")).toBeUndefined()
  })

  it("sets a password together with the address to sign in with", async () => {
    const person = await aPerson(current())
    await current().people.setPassword(person.id, { email: "New@Example.org", passwordHash: "hash" })
    expect(await current().people.get(person.id)).toMatchObject({
      email: "new@example.org",
      password_hash: "hash",
    })
  })

  it("refuses an address that somebody else has, and keeps what was there", async () => {
    await aPerson(current(), { email: "taken@example.org" })
    const other = await aPerson(current())
    const change = { email: "TAKEN@example.org", passwordHash: "hash" }
    await expect(current().people.setPassword(other.id, change)).rejects.toMatchObject({
      code: "conflict",
      field: "email",
    })
    expect(await current().people.get(other.id)).toEqual(other)
  })

  it("suspends a person and takes that back", async () => {
    const person = await aPerson(current())
    await current().people.suspend(person.id, 77)
    expect((await current().people.get(person.id))?.suspended_at).toBe(77)
    await current().people.suspend(person.id, null)
    expect((await current().people.get(person.id))?.suspended_at).toBeNull()
  })
}

function sessionContract(current: () => Store): void {
  const aSession = async (id: string, personId: string) => {
    const session = {
      id,
      person_id: personId,
      created_at: 1,
      expires_at: 1_000,
      last_seen_at: 1,
      user_agent: "Browser",
      address: "127.0.0.1",
      ended_at: null,
    }
    await current().sessions.create(session)
    return session
  }

  it("knows an open session and the person behind it", async () => {
    const person = await aPerson(current())
    const session = await aSession(`open-${person.id}`, person.id)
    await current().sessions.touch(session.id, 50)
    const active = await current().sessions.active(session.id, 999)
    expect(active).toEqual({ session: { ...session, last_seen_at: 50 }, person })
  })

  it("does not know a session that expired, was ended, or never was", async () => {
    const person = await aPerson(current())
    const session = await aSession(`ended-${person.id}`, person.id)
    expect(await current().sessions.active(session.id, 1_000)).toBeUndefined()
    await current().sessions.end(session.id, 60)
    expect(await current().sessions.active(session.id, 61)).toBeUndefined()
    expect(await current().sessions.active("no such session", 61)).toBeUndefined()
  })

  it("shuts a suspended person out at once, in every session", async () => {
    const person = await aPerson(current())
    const session = await aSession(`suspended-${person.id}`, person.id)
    await current().people.suspend(person.id, 10)
    expect(await current().sessions.active(session.id, 11)).toBeUndefined()
  })

  it("ends all sessions of a person but the one in use, and nobody else's", async () => {
    const [ann, ben] = [await aPerson(current()), await aPerson(current())]
    const [mine, old, his] = ["mine", "old", "his"].map((name) => `${name}-${ann.id}`)
    await aSession(String(mine), ann.id)
    await aSession(String(old), ann.id)
    await aSession(String(his), ben.id)
    await current().sessions.endAll(ann.id, 20, mine)
    expect(await current().sessions.active(String(mine), 21)).toBeDefined()
    expect(await current().sessions.active(String(old), 21)).toBeUndefined()
    expect(await current().sessions.active(String(his), 21)).toBeDefined()
    await current().sessions.endAll(ann.id, 30)
    expect(await current().sessions.active(String(mine), 31)).toBeUndefined()
  })
}

function signInLinkContract(current: () => Store): void {
  const aLink = (tokenHash: string, personId: string) =>
    current().signInLinks.create({ tokenHash, personId, createdAt: 1, expiresAt: 100 })

  it("lets exactly one of several in who use the same link at once", async () => {
    const person = await aPerson(current())
    await aLink(`race-${person.id}`, person.id)
    const spends = [1, 2, 3, 4, 5].map((now) => current().signInLinks.spend(`race-${person.id}`, now))
    const results = await Promise.all(spends)
    expect(results.filter((id) => id === person.id)).toHaveLength(1)
    expect(results.filter((id) => id === undefined)).toHaveLength(4)
  })

  it("does not let an expired or unknown link in", async () => {
    const person = await aPerson(current())
    await aLink(`late-${person.id}`, person.id)
    expect(await current().signInLinks.spend(`late-${person.id}`, 100)).toBeUndefined()
    expect(await current().signInLinks.spend("no such link", 1)).toBeUndefined()
  })

  it("revokes the unspent links of one person only", async () => {
    const [ann, ben] = [await aPerson(current()), await aPerson(current())]
    await aLink(`ann-${ann.id}`, ann.id)
    await aLink(`ben-${ben.id}`, ben.id)
    await current().signInLinks.revoke(ann.id)
    expect(await current().signInLinks.spend(`ann-${ann.id}`, 2)).toBeUndefined()
    expect(await current().signInLinks.spend(`ben-${ben.id}`, 2)).toBe(ben.id)
  })
}
