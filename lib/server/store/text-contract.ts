import { expect, it } from "vitest"
import { aBatch, aPerson, aState, aVariant } from "./contract-fixtures.ts"
import type { Store } from "./store.ts"

/** What models and people write comes back, the signs too that a database cannot hold. */
export function textContract(current: () => Store): void {
  const stored = async (text: string) => {
    const person = await aPerson(current())
    const { runIds } = await aBatch(current(), person.id, [text])
    const id = String(runIds[0])
    const token = { text, logprob: null, top: [] }
    await current().runs.finish(id, {
      state: aState(id, { status: "succeeded", text, reasoning: text, tool: text, tokens: [token] }),
      eventId: "1-1",
    })
    return { id, personId: person.id, detail: await current().runs.detail(id, person.id) }
  }

  it.each([
    ["emoji of four bytes and joined ones", "😀 👩‍👩‍👧 🇨🇳"],
    ["rare Chinese characters outside the basic plane", "𠮷野家 𡃁"],
    ["line ends, tabs and quotes", "a\r\nb\tc 'd' \"e\" \\ % _ ; -- ?"],
    ["text that looks like a parameter", "$1 ? :name @x"],
    ["half a megabyte", "长".repeat(500_000)],
  ])("keeps %s", async (_, text) => {
    const { detail } = await stored(text)
    expect(detail?.run).toMatchObject({ text, reasoning: text, tool: text })
    expect(detail?.variant).toEqual(aVariant(text))
  })

  it("shows U+0000 as its symbol and half a surrogate as U+FFFD in the output; prompt and tokens stay exact", async () => {
    const text = "a\0b\ud83dc\0"
    const { id, personId, detail } = await stored(text)
    expect(detail?.run.text).toBe("a\u2400b\ufffdc\u2400")
    expect(detail?.run.reasoning).toBe("a\u2400b\ufffdc\u2400")
    expect(detail?.run.tokens[0]?.text).toBe(text)
    expect(detail?.variant).toEqual(aVariant(text))
    const page = await current().runs.history(personId, { q: "a\0b" }, { limit: 10 })
    expect(page.runs.map((run) => run.id)).toEqual([id])
  })

  it("an id with U+0000 is simply not there", async () => {
    const person = await aPerson(current())
    expect(await current().runs.detail("a\0b", person.id)).toBeUndefined()
  })
}
