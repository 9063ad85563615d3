import fc from "fast-check"
import { expect, test } from "vitest"
import type { PresetContent } from "#lib/domain/preset-content"
import { anySetup, aSetup } from "#lib/domain/setup.fixture"
import { longestLink, readLink, withoutImages, writeLink } from "./private-link.ts"

const view: PresetContent["view"] = {
  rendering: "markdown",
  reading: "diff",
  diffBy: "auto",
  syncScroll: true,
  judging: false,
  layout: "table",
}
const content = (changes = {}): PresetContent => ({ version: 1, setup: aSetup(changes), view })

test("what was linked is what opens, whatever is in it; only images stay behind", async () => {
  await fc.assert(
    fc.asyncProperty(anySetup(), fc.string({ maxLength: 200 }), async (setup, title) => {
      const given: PresetContent = { version: 1, setup, view }
      const link = await writeLink({ title, content: given })
      expect(link).toMatch(/^1[\w-]+$/)
      if (link.length <= longestLink)
        expect(await readLink(`#${link}`)).toEqual({ linked: { title, content: withoutImages(given) } })
    }),
  )
})

test("a link that lost its end, or in which a character was changed, is never taken for another", async () => {
  const link = await writeLink({
    title: "Tones",
    content: content({ system: "You are a poet. ".repeat(20) }),
  })
  for (let length = 1; length < link.length; length++)
    expect(await readLink(link.slice(0, length))).toEqual({ problem: "cut" })
  for (let at = 1; at < link.length - 1; at++) {
    const changed = link.slice(0, at) + (link[at] === "A" ? "B" : "A") + link.slice(at + 1)
    expect(await readLink(changed)).toHaveProperty("problem")
  }
})

test.each([
  ["nothing", "", "empty"],
  ["only the mark", "#", "empty"],
  ["a later format", "#2abc", "newer"],
  ["somebody's words", "#1<script>alert(1)</script>", "cut"],
  ["more than any link has", `#1${"A".repeat(longestLink)}`, "too_long"],
])("%s is told as what it is", async (_, fragment, problem) => {
  expect(await readLink(fragment)).toEqual({ problem })
})

test("a link that grows a thousandfold is left at the limit", async () => {
  const bomb = await writeLink({ title: "", content: content({ system: "a".repeat(8_000_000) }) })
  expect(bomb.length).toBeLessThan(longestLink)
  expect(await readLink(bomb)).toEqual({ problem: "cut" })
})

test.each([
  ["variables", { variables: { names: Array(51).fill("v"), rows: [{ id: "r", values: {} }] } }],
  ["checks", { checks: Array(21).fill({ id: "c", kind: "json" }) }],
  [
    "calls",
    {
      turns: [
        ...aSetup().turns,
        {
          id: "t",
          role: "assistant",
          text: "",
          calls: Array(2001).fill({ id: "c", name: "f", arguments: "" }),
        },
      ],
    },
  ],
])("a short link cannot hold more %s than a page can show", async (_, changes) => {
  const link = await writeLink({ title: "", content: content(changes) })
  expect(link.length).toBeLessThan(1000)
  expect(await readLink(link)).toMatchObject({ problem: "not_preset" })
})

test("content of a later version says so, and a foreign shape names what is wrong", async () => {
  const later = { ...content(), version: 2 } as unknown as PresetContent
  expect(await readLink(await writeLink({ title: "", content: later }))).toEqual({ problem: "newer" })
  const foreign = content({ columns: [] })
  expect(await readLink(await writeLink({ title: "", content: foreign }))).toEqual({
    problem: "not_preset",
    field: "setup.columns",
  })
  const twins = content({ columns: [...aSetup().columns, ...aSetup().columns] })
  expect(await readLink(await writeLink({ title: "", content: twins }))).toEqual({ problem: "not_preset" })
})
