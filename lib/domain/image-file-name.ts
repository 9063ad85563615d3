import type { Size } from "#lib/domain/image-parameters"

const maxWords = 8
const maxWordChars = 24
const maxChars = 60

/** What a picture's file is called: the first words of its prompt, seed and size; and the same in ASCII for old programs. */
export function imageFileName(image: { prompt: string; seed?: number } & Size): {
  name: string
  ascii: string
} {
  const words = image.prompt.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const figures = [
    ...(image.seed === undefined ? [] : [String(image.seed)]),
    `${image.width}x${image.height}`,
  ]
  const named = (kept: string[]) => `${[beginning(kept) || "image", ...figures].join("-")}.png`
  const plain = words.map((word) => word.normalize("NFKD").replaceAll(/[^A-Za-z0-9]/g, "")).filter(Boolean)
  return { name: named(words), ascii: named(plain) }
}

/** As many words as fit, in small letters. */
function beginning(words: string[]): string {
  let text = ""
  for (const word of words.slice(0, maxWords)) {
    // By characters: half of one would be no text.
    const next = [...word.toLowerCase()].slice(0, maxWordChars).join("")
    if (text.length + next.length > maxChars) break
    text = text === "" ? next : `${text}-${next}`
  }
  return text
}
