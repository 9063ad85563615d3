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
const shardSize = 1000

/** Words to be found in normalised text: which stand where, and what could still become one. */
export class Dictionary {
  readonly longest: number
  private readonly words: ListedWord[]
  private readonly shards: AhoCorasick<ListedWord>[]
  /** The automata whose words begin with one or two UTF-16 units. */
  private readonly shardsOf = new Map<string, number[]>()
  /** Words of one unit. */
  private readonly single = new Set<string>()

  private constructor(words: ListedWord[], shards: AhoCorasick<ListedWord>[]) {
    this.words = words
    this.shards = shards
    this.longest = words.reduce((longest, { text }) => Math.max(longest, text.length), 0)
    for (const [index, { text }] of words.entries()) {
      const shard = Math.floor(index / shardSize)
      for (const head of new Set([text.slice(0, 1), text.slice(0, 2)])) {
        const known = this.shardsOf.get(head)
        if (!known) this.shardsOf.set(head, [shard])
        else if (known.at(-1) !== shard) known.push(shard)
      }
      if (text.length === 1) this.single.add(text)
    }
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
    return this.shardsOf.has(character)
  }

  /**
   * Every word that stands in the text, overlapping ones too, without regard to borders; in no order. `mayStart`: whether
   * a word may start at an index. Only around places where one begins with these units is anything searched at all.
   */
  hits(text: string, mayStart: (index: number) => boolean): Hit[] {
    const ranges: { start: number; end: number; shards: Set<number> }[] = []
    for (let at = 0; at < text.length; at++) {
      const character = text.charAt(at)
      const shards =
        this.shardsOf.get(text.slice(at, at + 2)) ??
        (this.single.has(character) ? this.shardsOf.get(character) : undefined)
      if (!shards || !mayStart(at)) continue
      const last = ranges.at(-1)
      if (last && at < last.end) last.end = at + this.longest
      else ranges.push({ start: at, end: at + this.longest, shards: new Set() })
      for (const shard of shards) ranges.at(-1)?.shards.add(shard)
      if (this.single.has(character))
        for (const shard of this.shardsOf.get(character) ?? []) ranges.at(-1)?.shards.add(shard)
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
