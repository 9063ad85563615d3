import { readFile } from "node:fs/promises"
import path from "node:path"
import { woffCharacters } from "#lib/server/http/share-glyphs"

/** A font as `next/og` takes it. */
export interface PreviewFont {
  name: string
  data: Buffer
  weight: 400 | 600
  style: "normal"
}

/** Texts that can be drawn with these fonts, and nothing else. */
export interface Drawable {
  texts: string[]
  fonts: PreviewFont[]
}

const packages = path.join("node_modules", "@fontsource")

/** Files by their names: each is read once. */
const files = new Map<string, Promise<{ data: Buffer; characters: Set<number> }>>()

function fontFile(name: string) {
  const known = files.get(name)
  if (known) return known
  const read = readFile(path.join(process.cwd(), packages, name)).then((data) => ({
    data,
    characters: woffCharacters(data),
  }))
  files.set(name, read)
  return read
}

let subsets: Promise<{ name: string; ranges: [from: number, to: number][] }[]> | undefined

/** The parts into which the Chinese face is cut, with the characters for which each is meant. */
function chineseSubsets() {
  subsets ??= readFile(path.join(process.cwd(), packages, "noto-sans-sc", "unicode.json"), "utf8").then(
    (json) =>
      Object.entries(JSON.parse(json) as Record<string, string>).flatMap(([key, ranges]) => {
        const number = /^\[(\d+)\]$/.exec(key)?.[1]
        return number === undefined
          ? []
          : [{ name: `noto-sans-sc-${number}`, ranges: ranges.split(",").map(rangeOf) }]
      }),
  )
  return subsets
}

function rangeOf(text: string): [number, number] {
  const [from = "0", to = from] = text.replace("U+", "").split("-")
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
}

/**
 * Fonts for these texts from the files of this installation, and the texts without what none of them can draw: for a
 * missing glyph or an emoji, `next/og` would ask a server on the internet.
 */
export async function drawableTexts(texts: string[]): Promise<Drawable> {
  const plain = texts.map(withoutEmoji)
  const latin = await Promise.all(
    [400, 600].map(async (weight) => ({
      weight,
      ...(await fontFile(`ibm-plex-sans/files/ibm-plex-sans-latin-${weight}-normal.woff`)),
    })),
  )
  const isLatin = (character: number) => latin.every(({ characters }) => characters.has(character))
  const others = new Set(
    [...plain.join("")].map((text) => text.codePointAt(0) ?? 0).filter((one) => !isLatin(one)),
  )
  const needed = (await chineseSubsets()).filter(({ ranges }) =>
    [...others].some((character) => ranges.some(([from, to]) => from <= character && character <= to)),
  )
  const chinese = await Promise.all(
    needed.map(async ({ name }) => ({
      name,
      ...(await fontFile(`noto-sans-sc/files/${name}-400-normal.woff`)),
    })),
  )
  const canDraw = (character: number) =>
    isLatin(character) || chinese.some(({ characters }) => characters.has(character))
  return {
    texts: plain.map((text) => drawn(text, canDraw)),
    fonts: [
      ...latin.map(
        ({ weight, data }): PreviewFont => ({
          name: "plex",
          data,
          weight: weight === 600 ? 600 : 400,
          style: "normal",
        }),
      ),
      // One name each: of several files of one name only the first would be looked into.
      ...chinese.map(({ name, data }): PreviewFont => ({ name, data, weight: 400, style: "normal" })),
    ],
  }
}

/** Emoji have no glyphs here, also those that are made of ordinary characters, such as keycaps and flags. */
function withoutEmoji(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[#*0-9]\uFE0F?\u20E3/gu, "")
    .replace(/\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\p{Cf}|\p{M}/gu, (one) =>
      /[©®™]/u.test(one) ? one : "",
    )
}

function drawn(text: string, canDraw: (character: number) => boolean): string {
  const kept = [...text.replace(/\s+/g, " ")]
    .map((one) => (canDraw(one.codePointAt(0) ?? 0) ? one : "·"))
    .join("")
  return kept.replace(/·{2,}/g, "·").trim()
}
