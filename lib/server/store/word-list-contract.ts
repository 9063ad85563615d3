import { expect, it } from "vitest"
import type { WordListContent } from "#lib/domain/compliance/word-list-schema"
import { aPerson } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

const content = (words: string[], more: Partial<WordListContent> = {}): WordListContent => ({
  name: "Privacy",
  category: "privacy",
  language: "en",
  action: "mask",
  scope: "both",
  strict: true,
  words,
  ...more,
})

/** Lists of words: what is at work stays at work until a draft is activated. */
export function wordListContract(current: () => Store): void {
  const lists = () => current().wordLists
  const by = async () => ({ personId: (await aPerson(current())).id, now: 7 })

  it("a new list is a draft, and at work only once it was activated", async () => {
    const me = await by()
    const made = await lists().create(content(["天安门", "a\0b"]), me)
    expect(made).toMatchObject({ state: "draft", version: 1, words: 2, activeVersion: null, active: null })
    expect((await lists().get(made.id))?.latest).toEqual(content(["天安门", "a\0b"]))
    expect(await lists().atWork()).not.toContainEqual(expect.objectContaining({ id: made.id }))
    const before = await lists().revision()
    await lists().activate(made.id, 1, me)
    expect(await lists().atWork()).toContainEqual({ id: made.id, ...content(["天安门", "a\0b"]) })
    expect(await lists().revision()).not.toBe(before)
    await lists().remove(made.id)
  })

  it("a change is a draft beside what is at work, and can be thrown away", async () => {
    const me = await by()
    const { id } = await lists().create(content(["one"]), me)
    await lists().activate(id, 1, me)
    const revision = await lists().revision()
    const changed = await lists().change(id, { version: 1, content: content(["one", "two"]) }, me)
    expect(changed).toMatchObject({ state: "active", version: 2, words: 2, activeVersion: 1, activeWords: 1 })
    expect(changed?.active?.words).toEqual(["one"])
    expect(await lists().revision()).toBe(revision)
    await lists().change(id, { version: 2, content: content(["three"]) }, me)
    expect(await lists().get(id)).toMatchObject({ version: 2, latest: { words: ["three"] } })
    expect(await lists().discardDraft(id, me)).toMatchObject({
      version: 1,
      latest: { words: ["one"] },
      active: null,
    })
    await lists().remove(id)
  })

  it("a switch takes a list out of work and puts it back", async () => {
    const me = await by()
    const { id } = await lists().create(content(["one"]), me)
    await expect(lists().setState(id, "active", me)).rejects.toMatchObject({ code: "conflict" })
    await expect(lists().discardDraft(id, me)).rejects.toMatchObject({ code: "conflict" })
    await lists().activate(id, 1, me)
    expect(await lists().setState(id, "off", me)).toMatchObject({ state: "off" })
    expect(await lists().atWork()).not.toContainEqual(expect.objectContaining({ id }))
    await lists().setState(id, "active", me)
    expect(await lists().atWork()).toContainEqual(expect.objectContaining({ id }))
    await lists().remove(id)
  })

  it("of two who change the same version, one is told so, and nothing of the other is lost", async () => {
    const me = await by()
    const { id } = await lists().create(content(["one"]), me)
    await lists().activate(id, 1, me)
    const change = (word: string) => lists().change(id, { version: 1, content: content([word]) }, me)
    const results = await Promise.allSettled([change("ann"), change("ben")])
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(results.find((result) => result.status === "rejected")).toMatchObject({
      reason: { code: "conflict", field: "version" },
    })
    await expect(lists().activate(id, 1, me)).rejects.toMatchObject({ code: "conflict" })
    await lists().remove(id)
  })

  it("lists all without their words, and knows none that is not there", async () => {
    const me = await by()
    const { id } = await lists().create(content(["one", "two"], { name: "Mine", action: "block" }), me)
    const found = (await lists().list()).find((list) => list.id === id)
    expect(found).toEqual({
      id,
      name: "Mine",
      category: "privacy",
      language: "en",
      action: "block",
      scope: "both",
      strict: true,
      state: "draft",
      version: 1,
      words: 2,
      activeVersion: null,
      activeWords: null,
      updatedAt: 7,
    })
    expect(await lists().remove(id)).toBe(true)
    expect(await lists().remove(id)).toBe(false)
    expect(await lists().get(id)).toBeUndefined()
    expect(await lists().activate(id, 1, me)).toBeUndefined()
  })
}
