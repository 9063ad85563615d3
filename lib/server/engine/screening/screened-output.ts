import type { Token } from "#lib/domain/outcome"
import { AlternativeScreener } from "#lib/server/engine/screening/alternatives"
import { masked } from "#lib/server/engine/screening/mask"
import { actionOf } from "#lib/server/engine/screening/run-marks"
import { TextScreener } from "#lib/server/engine/screening/text-screener"
import type { WordMatcher } from "#lib/server/engine/screening/word-matcher"
import type { FoundWord } from "#lib/server/engine/screening/word-stream"

/** What may go out of a channel. `blockedBy`: the word that ends it; nothing comes after. */
export interface Released {
  text: string
  tokens?: Token[]
  blockedBy?: FoundWord
}

interface Placed {
  token: Token
  start: number
  end: number
}

/**
 * One channel of an answer: holds back what could still become a word, masks, and stops where a word blocks. Text and
 * tokens go out together and agree: what of a token is masked is masked in both.
 */
export class ScreenedOutput {
  private readonly screener: TextScreener
  private readonly alternatives: AlternativeScreener
  private readonly onFound: (found: FoundWord) => void
  /** Text that has not gone out, and where it begins. */
  private held = ""
  private heldFrom = 0
  private tokens: Placed[] = []
  private masks: FoundWord[] = []

  constructor(
    matcher: WordMatcher,
    options: {
      /** The text holds JSON. */
      escapes?: boolean
      /** Told of each word of the text, once. */
      onFound: (found: FoundWord) => void
      /** Told of each word for whose sake an alternative was left out. */
      onAlternative: (found: FoundWord) => void
    },
  ) {
    this.screener = new TextScreener(matcher, { escapes: options.escapes })
    this.alternatives = new AlternativeScreener(matcher, options.onAlternative)
    this.onFound = options.onFound
  }

  write(text: string, tokens: Token[] = []): Released {
    this.place(text, tokens)
    this.held += text
    const { found, safeUntil } = this.screener.write(text)
    return this.release(found, safeUntil)
  }

  /** Lets go of what was held: nothing comes any more. */
  end(): Released {
    const { found, safeUntil } = this.screener.write("", true)
    return this.release(found, safeUntil)
  }

  /** Where each token of a piece stands. Tokens that do not spell the piece, such as parts of a character, stand in all of it. */
  private place(text: string, tokens: Token[]): void {
    if (tokens.length === 0) return
    const end = this.heldFrom + this.held.length + text.length
    let at = end - text.length
    const spells = tokens.map((token) => token.text).join("") === text
    for (const token of tokens) {
      const length = spells ? token.text.length : 0
      this.tokens.push({ token, start: at, end: spells ? at + length : end })
      at += length
    }
  }

  private release(found: FoundWord[], safeUntil: number): Released {
    for (const word of found) {
      this.onFound(word)
      const action = actionOf(word)
      if (action === "flag") continue
      if (action === "block") return { ...this.take(word.start, true), blockedBy: word }
      this.masks.push(word)
    }
    return this.take(safeUntil, false)
  }

  /** Takes what stands before a place. Not in the middle of a token, unless `cuts`. */
  private take(place: number, cuts: boolean): Released {
    let until = place
    if (!cuts)
      for (const { start, end } of this.tokens)
        if (start < place && end > place) until = Math.min(until, start)
    until = Math.max(until, this.heldFrom)
    const written = this.held.slice(0, until - this.heldFrom)
    const from = this.heldFrom
    this.held = this.held.slice(until - from)
    this.heldFrom = until
    // Most of what is written, by far.
    if (this.masks.length === 0 && this.tokens.length === 0) return { text: written }
    const text = masked(written, this.masks, { offset: from })
    const tokens = this.takeTokens(until, cuts)
    this.masks = this.masks.filter(({ end }) => end > until)
    return tokens.length > 0 ? { text, tokens } : { text }
  }

  private takeTokens(until: number, cuts: boolean): Token[] {
    const count = this.tokens.findIndex(({ start, end }) => (cuts ? start >= until : end > until))
    const taken = this.tokens.splice(0, count === -1 ? this.tokens.length : count)
    return taken.flatMap((placed) => this.screenedToken(placed, until))
  }

  private screenedToken({ token, start, end }: Placed, until: number): Token[] {
    const top = this.alternatives.next(token)
    const spelt = end - start === token.text.length
    const isTouched = end > until || this.masks.some((mask) => mask.start < end && mask.end > start)
    if (!isTouched) return [top.length === token.top.length ? token : { ...token, top }]
    // Which part of the text it spells nobody knows.
    if (!spelt) return []
    // Its bytes and alternatives would say what the mask hides.
    const kept = token.text.slice(0, Math.max(0, until - start))
    return [{ text: masked(kept, this.masks, { offset: start }), logprob: token.logprob, top: [] }]
  }
}
