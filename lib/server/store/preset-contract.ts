import { expect, it } from "vitest"
import type { NewPreset } from "#lib/domain/preset"
import type { Setup } from "#lib/domain/setup-schema"
import { aPerson, aSetup, aView } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

const hash = (digit: string) => digit.repeat(64)

function aPreset(name: string, more: Partial<NewPreset> = {}, setup: Partial<Setup> = {}): NewPreset {
  return {
    name,
    description: "",
    folder: "",
    tags: [],
    note: "",
    ...more,
    content: {
      version: 1,
      setup: { ...aSetup([{ id: "a" }]), ...setup },
      view: aView,
    },
  }
}

/** What somebody saved is found again as it was, each save of it, and is nobody else's. */
export function presetContract(current: () => Store): void {
  const make = async (ownerId: string, presets: NewPreset[], now = 100) => {
    const made = await current().presets.create(ownerId, presets, now)
    return made.map(({ id }) => id)
  }
  const one = async (ownerId: string, preset: NewPreset, now = 100) =>
    String((await make(ownerId, [preset], now))[0])
  const namesOf = async (ownerId: string, filter = {}) =>
    (await current().presets.list(ownerId, filter, { limit: 50 })).presets.map(({ name }) => name)

  it("keeps as many images as somebody names", async () => {
    const { id: ann } = await aPerson(current())
    const images = Array.from({ length: 40_000 }, (_, index) => index.toString(16).padStart(64, "0"))
    const id = await one(ann, aPreset("Many", {}, { turns: [{ id: "t", role: "user", text: "", images }] }))
    expect((await current().presets.detail(id, ann))?.content.setup.turns[0]?.images).toEqual(images)
  })

  it("is kept with all that was said of it, and with its content to the letter", async () => {
    const { id: ann } = await aPerson(current())
    const preset = aPreset(
      "Töne",
      { description: "two\nlines", folder: "work/tests", tags: ["雨", "b", "雨"], note: "first" },
      { system: "<b>\ud83d\0" },
    )
    const id = await one(ann, preset)
    expect(await current().presets.detail(id, ann)).toEqual({
      preset: {
        id,
        kind: "text",
        name: "Töne",
        description: "two\nlines",
        folder: "work/tests",
        tags: ["雨", "b"],
        starred: false,
        version: 1,
        columns: 1,
        models: ["small"],
        createdAt: 100,
        updatedAt: 100,
      },
      version: { number: 1, note: "first", createdAt: 100 },
      content: preset.content,
    })
  })

  it("each save is a version of its own, and the list shows the last", async () => {
    const { id: ann } = await aPerson(current())
    const id = await one(ann, aPreset("Tones"))
    const second = aPreset("", {}, { mode: "image", promptText: "a boat" }).content
    const saved = await current().presets.save(id, ann, { seen: 1, note: "warmer", content: second }, 200)
    expect(saved).toMatchObject({ version: 2, kind: "image", updatedAt: 200, createdAt: 100 })
    expect(await current().presets.versions(id, ann)).toEqual([
      { number: 2, note: "warmer", createdAt: 200 },
      { number: 1, note: "", createdAt: 100 },
    ])
    expect((await current().presets.detail(id, ann))?.content).toEqual(second)
    expect((await current().presets.detail(id, ann, 1))?.content).toEqual(aPreset("").content)
    expect(await current().presets.detail(id, ann, 3)).toBeUndefined()
    expect(await namesOf(ann, { q: "boat" })).toEqual(["Tones"])
  })

  it("of two who save at once over the same version, one is told", async () => {
    const { id: ann } = await aPerson(current())
    const id = await one(ann, aPreset("Tones"))
    const { content } = aPreset("")
    const saves = [1, 2, 3].map(() => current().presets.save(id, ann, { seen: 1, note: "", content }, 200))
    const outcomes = await Promise.allSettled(saves)
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict" })
    expect(await current().presets.versions(id, ann)).toHaveLength(2)
  })

  it("is found by its words, kind, folder, tag and star", async () => {
    const { id: ann } = await aPerson(current())
    const [first = ""] = await make(ann, [
      aPreset("Rain", { folder: "work", tags: ["poem"] }),
      aPreset("Snow", { folder: "work/2026", tags: ["poems"] }, { system: "Be brief, 要简短" }),
      aPreset("Boat", { folder: "workshop", description: "100% of it" }, { mode: "image" }),
    ])
    expect(await namesOf(ann)).toEqual(["Rain", "Snow", "Boat"])
    expect(await namesOf(ann, { folder: "work" })).toEqual(["Rain", "Snow"])
    expect(await namesOf(ann, { tag: "poem" })).toEqual(["Rain"])
    expect(await namesOf(ann, { kind: "image" })).toEqual(["Boat"])
    expect(await namesOf(ann, { q: "简短 BRIEF" })).toEqual(["Snow"])
    expect(await namesOf(ann, { q: "0%" })).toEqual(["Boat"])
    await current().presets.change(first, ann, { starred: true }, 200)
    expect(await namesOf(ann, { starred: true })).toEqual(["Rain"])
    expect(await current().presets.facets(ann)).toEqual({
      folders: [
        { name: "work", count: 1 },
        { name: "work/2026", count: 1 },
        { name: "workshop", count: 1 },
      ],
      tags: [
        { name: "poem", count: 1 },
        { name: "poems", count: 1 },
      ],
    })
  })

  it("can be called otherwise, and is then found by the new name only", async () => {
    const { id: ann } = await aPerson(current())
    const id = await one(ann, aPreset("Rain", { tags: ["old"] }))
    expect(await current().presets.change(id, ann, { name: "Hail", tags: ["new"] }, 200)).toBe(true)
    expect(await namesOf(ann, { q: "rain old" })).toEqual([])
    expect(await namesOf(ann, { q: "hail new" })).toEqual(["Hail"])
    expect((await current().presets.detail(id, ann))?.preset).toMatchObject({ updatedAt: 100, tags: ["new"] })
  })

  it("is gone when it is deleted, comes back by undo, and is purged with its versions and images", async () => {
    const { id: ann } = await aPerson(current())
    const id = await one(ann, aPreset("Rain", {}, { initImage: { sha256: hash("e") }, mask: hash("f") }))
    const needed = () => current().gallery.neededImages(ann)
    expect(await needed()).toEqual(new Set([hash("e"), hash("f")]))
    await current().presets.change(id, ann, { deleted: true }, 200)
    expect(await namesOf(ann)).toEqual([])
    expect(await current().presets.detail(id, ann)).toBeUndefined()
    expect(await current().presets.versions(id, ann)).toBeUndefined()
    expect(await current().presets.change(id, ann, { starred: true }, 201)).toBe(false)
    const { content } = aPreset("")
    expect(await current().presets.save(id, ann, { seen: 1, note: "", content }, 201)).toBeUndefined()
    expect((await needed()).size).toBe(2)
    expect(await current().presets.change(id, ann, { deleted: false }, 202)).toBe(true)
    expect(await namesOf(ann)).toEqual(["Rain"])
    await current().presets.change(id, ann, { deleted: true }, 300)
    await current().presets.purgeDeleted(300)
    expect(await current().presets.change(id, ann, { deleted: false }, 301)).toBe(true)
    await current().presets.change(id, ann, { deleted: true }, 302)
    expect(await current().presets.purgeDeleted(303)).toBeGreaterThanOrEqual(1)
    expect(await current().presets.change(id, ann, { deleted: false }, 304)).toBe(false)
    expect(await needed()).toEqual(new Set())
  })

  it("pages go on where the last one ended", async () => {
    const { id: ann } = await aPerson(current())
    await make(
      ann,
      ["a", "b", "c"].map((name) => aPreset(name)),
      200,
    )
    await make(
      ann,
      ["d", "e"].map((name) => aPreset(name)),
      200,
    )
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await current().presets.list(ann, {}, { limit: 2, cursor })
      expect(page.presets.length).toBeGreaterThan(0)
      seen.push(...page.presets.map(({ name }) => name))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen.toSorted()).toEqual(["a", "b", "c", "d", "e"])
    await expect(current().presets.list(ann, {}, { limit: 2, cursor: "nonsense" })).rejects.toMatchObject({
      code: "invalid_input",
      field: "cursor",
    })
  })

  it("is nobody else's", async () => {
    const { id: ann } = await aPerson(current())
    const { id: ben } = await aPerson(current())
    const id = await one(ann, aPreset("Rain"))
    const { content } = aPreset("")
    expect(await namesOf(ben)).toEqual([])
    expect(await current().presets.detail(id, ben)).toBeUndefined()
    expect(await current().presets.versions(id, ben)).toBeUndefined()
    expect(await current().presets.change(id, ben, { name: "Mine" }, 200)).toBe(false)
    expect(await current().presets.save(id, ben, { seen: 1, note: "", content }, 200)).toBeUndefined()
    expect((await current().presets.facets(ben)).folders).toEqual([])
  })
}
