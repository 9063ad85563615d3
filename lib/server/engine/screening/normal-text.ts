import { type CharKind, normalChar } from "#lib/server/engine/screening/normal-form"

/** One code point of a text as words are compared with it. Offsets are UTF-16, from the beginning of the text. */
export interface NormalUnit {
  text: string
  kind: CharKind
  start: number
  end: number
}

/**
 * Reads a text that comes in pieces as its normal units. What is still incomplete at the end of a piece (half of a
 * surrogate pair, an escape of JSON) waits for the next.
 */
export class NormalReader {
  private rest = ""
  private offset = 0
  private wasSpace = false
  private readonly escapes: boolean

  /** `escapes`: the text holds JSON, in which a character may be written as its escape. */
  constructor({ escapes = false }: { escapes?: boolean } = {}) {
    this.escapes = escapes
  }

  /** Where the part begins that has not been read yet. */
  get waitsFrom(): number {
    return this.offset
  }

  read(piece: string, isEnd = false): NormalUnit[] {
    const text = this.rest + piece
    const units: NormalUnit[] = []
    let at = 0
    while (at < text.length) {
      const next = (this.escapes ? escapedAt(text, at, isEnd) : undefined) ?? plainAt(text, at, isEnd)
      if (next === "incomplete") break
      const { text: normal, kind } = normalChar(next.codePoint)
      const start = this.offset + at
      at += next.length
      // A line break and the blanks after it are one space.
      if (normal === "" || (kind === "space" && this.wasSpace)) continue
      this.wasSpace = kind === "space"
      units.push({ text: normal, kind, start, end: this.offset + at })
    }
    this.rest = text.slice(at)
    this.offset += at
    return units
  }
}

interface CodePointAt {
  codePoint: number
  length: number
}

function plainAt(text: string, at: number, isEnd: boolean): CodePointAt | "incomplete" {
  const codePoint = text.codePointAt(at) ?? 0
  if (!isEnd && at === text.length - 1 && isHighSurrogate(codePoint)) return "incomplete"
  return { codePoint, length: codePoint > 0xffff ? 2 : 1 }
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const escapedPair = /^\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})/
const escapedUnit = /^\\u([0-9a-fA-F]{4})/
const blanks: Record<string, number> = { n: 0x0a, r: 0x0d, t: 0x09, b: 0x20, f: 0x20 }

/** An escape of JSON at this place; undefined where none begins. */
function escapedAt(text: string, at: number, isEnd: boolean): CodePointAt | "incomplete" | undefined {
  if (text[at] !== "\\") return undefined
  const head = text.slice(at, at + 12)
  const pair = escapedPair.exec(head)
  if (pair) {
    const units = [pair[1], pair[2]].map((unit) => Number.parseInt(unit ?? "", 16))
    return { codePoint: String.fromCharCode(...units).codePointAt(0) ?? 0, length: 12 }
  }
  const unit = escapedUnit.exec(head)
  const codePoint = Number.parseInt(unit?.[1] ?? "", 16)
  const mayGrow = /^\\(u[0-9a-fA-F]{0,3})?$/.test(head) || (isHighSurrogate(codePoint) && head.length < 12)
  if (mayGrow && !isEnd) return "incomplete"
  if (unit) return { codePoint, length: 6 }
  const [, letter = ""] = head
  if (letter in blanks) return { codePoint: blanks[letter] ?? 0x20, length: 2 }
  // An escaped quote, slash or backslash: the character itself.
  return head.length > 1 ? { codePoint: letter.codePointAt(0) ?? 0, length: 2 } : undefined
}

/** A whole text in normal units. */
export const normalUnits = (text: string): NormalUnit[] => new NormalReader().read(text, true)
