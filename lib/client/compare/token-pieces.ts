import type { Token } from "#lib/domain/outcome"

/** How a token is drawn. */
export interface TokenPiece {
  /** White space made visible, parts of a character put together. */
  shown: string
  /** 0 to 1; null: the provider did not say. */
  probability: number | null
  /** Which shade it has, 0 for the most likely; null with the probability. */
  step: number | null
  /** A token that holds a part of a character only: the first of them shows it, the others a dot. */
  part?: { character: string; number: number; of: number }
}

/** From which probability on a token has a shade; below the last it has the strongest. */
export const probabilitySteps = [0.9, 0.7, 0.5, 0.25, 0.05] as const

/** Stands where there is no text to show: the later parts of a character, an empty token. */
const placeholder = "·"

export function probabilityOf(logprob: number | null): number | null {
  return logprob === null ? null : Math.min(1, Math.exp(logprob))
}

export function stepOf(probability: number | null): number | null {
  if (probability === null) return null
  const step = probabilitySteps.findIndex((least) => probability >= least)
  return step === -1 ? probabilitySteps.length : step
}

/** White space as marks, line ends also as what they are. */
export function visibleText(text: string): string {
  if (text === "") return placeholder
  if (/^ +$/.test(text)) return "␣".repeat(text.length)
  return text.replace(/\r?\n/g, "↵\n").replace(/\t/g, "→\t")
}

/** Says how each token is drawn; one piece per token. */
export function piecesOf(tokens: Token[]): TokenPiece[] {
  const pieces = tokens.map(({ text, logprob }): TokenPiece => {
    const probability = probabilityOf(logprob)
    return { shown: visibleText(text), probability, step: stepOf(probability) }
  })
  for (const { from, to, character } of splitCharacters(tokens))
    for (let index = from; index < to; index++) {
      const piece = pieces[index]
      if (!piece) continue
      piece.part = { character, number: index - from + 1, of: to - from }
      piece.shown = index === from ? visibleText(character) : placeholder
    }
  return pieces
}

/** Runs of tokens whose bytes are characters only together. A run that never adds up is left as it came. */
function splitCharacters(tokens: Token[]): { from: number; to: number; character: string }[] {
  const found: { from: number; to: number; character: string }[] = []
  for (let from = 0; from < tokens.length; from++) {
    let bytes: number[] = []
    // No character has more than four bytes, and a token at least one.
    for (let to = from; to < tokens.length && to < from + 4; to++) {
      const own = tokens[to]?.bytes
      if (!own || own.length === 0) break
      bytes = bytes.concat(own)
      const character = decoded(bytes)
      if (character === undefined) continue
      if (to > from) found.push({ from, to: to + 1, character })
      from = to
      break
    }
  }
  return found
}

const decoder = new TextDecoder("utf-8", { fatal: true })

function decoded(bytes: number[]): string | undefined {
  // Most tokens are plain; those are not decoded.
  if (bytes.every((byte) => byte < 0x80)) return String.fromCharCode(...bytes)
  try {
    return decoder.decode(Uint8Array.from(bytes))
  } catch {
    return undefined
  }
}

/** The text that a token begins after, to be continued from; undefined when it begins within a character. */
export function textBefore(tokens: Token[], index: number): string | undefined {
  const pieces = piecesOf(tokens)
  if ((pieces[index]?.part?.number ?? 1) > 1) return undefined
  return textOf(tokens.slice(0, index), pieces)
}

/** What of a text came without tokens, after those that there are; undefined when they are not its beginning. */
export function textAfter(tokens: Token[], text: string): string | undefined {
  const covered = textOf(tokens, piecesOf(tokens))
  return text.startsWith(covered) ? text.slice(covered.length) : undefined
}

/** A character that came in several tokens stands once, at its first. */
function textOf(tokens: Token[], pieces: TokenPiece[]): string {
  return tokens
    .map(({ text }, index) => {
      const part = pieces[index]?.part
      return part ? (part.number === 1 ? part.character : "") : text
    })
    .join("")
}

/** Whether a token stands for whole characters, so that a text can end with it. */
export function isWhole({ text, bytes }: Pick<Token, "text" | "bytes">): boolean {
  return bytes === undefined ? !text.includes("\ufffd") : decoded(bytes) !== undefined
}
