import { readFile } from "node:fs/promises"
import fc from "fast-check"
import { ImageResponse } from "next/og"
import { createElement } from "react"
import { afterEach, expect, test, vi } from "vitest"
import { drawableTexts } from "./share-fonts.ts"
import { woffCharacters } from "./share-glyphs.ts"

afterEach(() => vi.unstubAllGlobals())

test("a font tells which characters it has", async () => {
  const latin = await readFile(
    "node_modules/@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff",
  )
  const characters = woffCharacters(latin)
  for (const letter of "Aéß–0") expect(characters.has(letter.codePointAt(0) ?? 0), letter).toBe(true)
  for (const letter of "雨Я🗼") expect(characters.has(letter.codePointAt(0) ?? 0), letter).toBe(false)
})

test("Latin and Chinese stay as they are; emoji go, and what no file can draw becomes a dot", async () => {
  const { texts } = await drawableTexts([
    "Rain in Paris, 巴黎的雨，温度０.２５",
    "A 🗼 b 👩🏽‍🚀 c 1️⃣ 🇫🇷 ❤️",
    "abc \u{13000}\u{13001} x",
  ])
  expect(texts).toEqual(["Rain in Paris, 巴黎的雨，温度０.２５", "A b c", "abc · x"])
})

/** Draws a picture, and tells what was asked of the network meanwhile. */
async function asked(texts: string[]): Promise<unknown[]> {
  const calls: unknown[] = []
  const { fetch } = globalThis
  vi.stubGlobal("fetch", (address: unknown) => {
    // The code that lays out comes as a data URL, from the package itself.
    if (String(address).startsWith("data:")) return fetch(String(address))
    calls.push(address)
    return Promise.reject(new Error("There is no network."))
  })
  const drawable = await drawableTexts(texts)
  const faces = [...new Set(drawable.fonts.map(({ name }) => name))].join(", ")
  const lines = drawable.texts.map((text, key) =>
    createElement("div", { key, style: { display: "flex" } }, text),
  )
  const style = { display: "flex", flexDirection: "column", fontFamily: faces } as const
  const picture = new ImageResponse(createElement("div", { style }, lines), {
    width: 600,
    height: 300,
    fonts: drawable.fonts,
  })
  const bytes = Buffer.from(await picture.arrayBuffer())
  vi.unstubAllGlobals()
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG")
  return calls
}

test("a picture of any text is drawn without asking anybody", async () => {
  expect(
    await asked([
      "Rain 雨 🗼 ❤️ © ™ ①②③ ½ → ⇒ ∑ √ ∞ ☂ ★ ♠ あいう カナ 한국어 Ελληνικά Русский العربية עברית हिन्दी ไทย ỉ ǆ 𝔸 𠮷 \u200d\u202e",
      '<script>alert(1)</script> & "quotes"',
      "",
    ]),
  ).toEqual([])
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 40 }), async (text) => {
      expect(await asked([text])).toEqual([])
    }),
    { numRuns: 25 },
  )
}, 120_000)
