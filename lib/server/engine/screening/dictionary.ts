import AhoCorasick from "modern-ahocorasick"
import type { WordAction } from "#lib/domain/compliance/word-list-schema"

/** A list as its words know it. */
export interface ListOfWords {
  id: string
  name: string
  category: string
  action: WordAction
}

/** A word in its normal form, and the lists that hold it. */
export interface ListedWord {
  text: string
  lists: ListOfWords[]
  /** Its last character wants a border after it; for the first, the text's own character tells. */
  closesSpaced: boolean
}

export interface Hit {
  start: number
  end: number
  word: ListedWord
}

/** Words per automaton: one is built in a few ms, and between two of them the event loop has its turn. */
const shardSize = 500

/** A text is searched only where the first units of a word stand: four of them hardly stand anywhere by chance. */
const headUnits = 4

/** Words to be found in normalised text: which stand where, and what could still become one. */
export class Dictionary {
  readonly longest: number
  private readonly words: ListedWord[]
  private readonly shards: AhoCorasick<ListedWord>[]
  /** The automata by the heads of their words: the first units, or the whole word where it has no more. */
  private readonly shardsOf = new Map<string, number[]>()
  /** How long heads are, each length once. */
  private readonly headLengths: number[]
  private readonly firsts = new Set<string>()

  private constructor(words: ListedWord[], shards: AhoCorasick<ListedWord>[]) {
    this.words = words
    this.shards = shards
    this.longest = words.reduce((longest, { text }) => Math.max(longest, text.length), 0)
    for (const [index, { text }] of words.entries()) {
      const shard = Math.floor(index / shardSize)
      const head = text.slice(0, headUnits)
      const known = this.shardsOf.get(head)
      if (!known) this.shardsOf.set(head, [shard])
      else if (known.at(-1) !== shard) known.push(shard)
      this.firsts.add(text.charAt(0))
    }
    this.headLengths = [...new Set([...this.shardsOf.keys()].map(({ length }) => length))]
  }

  /** Builds it in portions: `pause` is awaited between them. */
  static async build(words: Iterable<ListedWord>, pause: () => Promise<void>): Promise<Dictionary> {
    // By code units, as `<` compares below.
    const sorted = [...words].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    const shards: AhoCorasick<ListedWord>[] = []
    for (let at = 0; at < sorted.length; at += shardSize) {
      const part = sorted.slice(at, at + shardSize)
      shards.push(new AhoCorasick(part.map((word) => ({ pattern: word.text, data: word }))))
      await pause()
    }
    return new Dictionary(sorted, shards)
  }

  get isEmpty(): boolean {
    return this.words.length === 0
  }

  mayBegin(character: string): boolean {
    return this.firsts.has(character)
  }

  /**
   * Every word that stands in the text, overlapping ones too, without regard to borders; in no order. `mayStart`: whether
   * a word may start at an index. Only around places where the head of one stands is anything searched at all.
   */
  hits(text: string, mayStart: (index: number) => boolean): Hit[] {
    const ranges: { start: number; end: number; shards: Set<number> }[] = []
    for (let at = 0; at < text.length; at++) {
      if (!this.firsts.has(text.charAt(at)) || !mayStart(at)) continue
      for (const length of this.headLengths) {
        const shards = this.shardsOf.get(text.slice(at, at + length))
        if (!shards) continue
        const last = ranges.at(-1)
        if (last && at < last.end) last.end = at + this.longest
        else ranges.push({ start: at, end: at + this.longest, shards: new Set() })
        for (const shard of shards) ranges.at(-1)?.shards.add(shard)
      }
    }
    return ranges.flatMap((range) => this.search(text, range))
  }

  private search(
    text: string,
    { start, end, shards }: { start: number; end: number; shards: Set<number> },
  ): Hit[] {
    const part = text.slice(start, end)
    const hits: Hit[] = []
    for (const shard of shards)
      for (const match of this.shards[shard]?.search(part) ?? [])
        if (match.data) hits.push({ start: start + match.start, end: start + match.end, word: match.data })
    return hits
  }

  /**
   * What a text is the beginning of: `longer` words that begin with it, and the `whole` word that it is.
   */
  beginning(text: string): { longer: boolean; whole: ListedWord | undefined } {
    let [low, high] = [0, this.words.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.words[middle]?.text ?? "") < text) low = middle + 1
      else high = middle
    }
    const first = this.words[low]
    const whole = first?.text === text ? first : undefined
    const next = whole ? this.words[low + 1] : first
    return { longer: next?.text.startsWith(text) ?? false, whole }
  }
}
