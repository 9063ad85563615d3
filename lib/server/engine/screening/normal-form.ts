import { toSimplified } from "#lib/server/engine/screening/simplified"

/** How a character counts for the borders of words. */
export type CharKind =
  /** A letter or digit of a script that puts spaces between words: words end where such characters end. */
  | "spaced"
  /** A letter of a script without spaces, as Chinese: a word may stand anywhere. */
  | "unspaced"
  | "space"
  /** Punctuation and symbols. */
  | "other"

/** What stands for one code point when words are looked for. `text` is empty where it does not count at all. */
export interface NormalChar {
  text: string
  kind: CharKind
}

const ignored = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u
const control = /\p{Cc}/u
const whitespace = /[\s\p{Z}]/u
const letter = /[\p{L}\p{N}\p{M}]/u
const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** Accents and other marks over and under letters of alphabets; the vowel signs of other scripts are letters. */
const accents = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g
const hangulSyllable = /^[\uac00-\ud7a3]$/
/** Characters that the runtime's segmenter never joins with a neighbour. */
const standsAlone =
  /^[\x20-\x7e\u00a1-\u024f\u0370-\u0481\u048a-\u052f\u3040-\u3096\u30a0-\u30ff\u3400-\u9fff\uac00-\ud7a3\u{20000}-\u{3ffff}]$/u

/** More than all texts of a day have different characters; a bound for whoever sends every one there is. */
const maxRemembered = 40_000
const remembered = new Map<number, NormalChar>()

/**
 * The normal form of a code point, without regard to its neighbours, so that a text that comes in pieces reads like the
 * whole: full-width and other compatible forms, case, accents and traditional characters are folded; what nobody sees
 * (zero-width characters, soft hyphens, variation selectors) is dropped.
 */
export function normalChar(codePoint: number): NormalChar {
  const known = remembered.get(codePoint)
  if (known) return known
  const made = fold(String.fromCodePoint(codePoint))
  if (remembered.size >= maxRemembered) remembered.clear()
  remembered.set(codePoint, made)
  return made
}

function fold(character: string): NormalChar {
  if (whitespace.test(character)) return { text: " ", kind: "space" }
  if (ignored.test(character) || control.test(character)) return { text: "", kind: "other" }
  // Korean syllables stay whole: taken apart, each would begin like another.
  const whole = hangulSyllable.test(character) ? character : withoutAccents(cased(withoutAccents(character)))
  const text = [...whole].map((each) => alone(toSimplified(each))).join("")
  return { text, kind: kindOf(whole) }
}

const withoutAccents = (text: string) => text.normalize("NFKD").replace(accents, "")
/** Through capitals, so that "ß" and "ss" are one. */
const cased = (text: string) => text.toUpperCase().toLowerCase()

function kindOf(text: string): CharKind {
  const [first = ""] = text
  if (unspacedScript.test(first)) return "unspaced"
  return letter.test(first) ? "spaced" : whitespace.test(first) ? "space" : "other"
}

/**
 * The dictionary matches whole grapheme clusters, in which a mark or a skin tone after a word would hide it: what could
 * join a cluster is put into a private plane, where every code point stands alone.
 */
function alone(character: string): string {
  if (standsAlone.test(character)) return character
  const codePoint = character.codePointAt(0) ?? 0
  return String.fromCodePoint(
    codePoint > 0xffff ? 0x10_0000 + (codePoint % 0xfffe) : 0xf_0000 + (codePoint % 0xfffe),
  )
}
