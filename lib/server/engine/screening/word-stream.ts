import type { Dictionary, Hit, ListedWord } from "#lib/server/engine/screening/dictionary"
import type { NormalUnit } from "#lib/server/engine/screening/normal-text"

/** A word that certainly stands in a text: UTF-16 offsets. `decidedAt`: how much of the text it took to know. */
export interface FoundWord {
  start: number
  end: number
  decidedAt: number
  word: ListedWord
}

/**
 * Finds the words of one dictionary in a text that comes in pieces, and says from where on it could still become one.
 * Keeps no more of the text than that.
 */
export class WordStream {
  private readonly dictionary: Dictionary
  /** The end of the text, per UTF-16 unit of its normal form. */
  private text = ""
  private units: NormalUnit[] = []
  /** The kind of the unit before `text`; undefined at the beginning. */
  private before: NormalUnit["kind"] | undefined
  /** Length of what `text` held when it was last looked at. */
  private seen = 0

  constructor(dictionary: Dictionary) {
    this.dictionary = dictionary
  }

  /** There is nothing to find. */
  get isIdle(): boolean {
    return this.dictionary.isEmpty
  }

  /** Words that are certain now and were not before. */
  push(units: readonly NormalUnit[], isEnd = false): FoundWord[] {
    if (this.isIdle) return []
    for (const unit of units) {
      this.text += unit.text
      for (let index = 0; index < unit.text.length; index++) this.units.push(unit)
    }
    const found =
      this.text === ""
        ? []
        : this.dictionary
            .hits(this.text, (index) => this.mayStart(index))
            .flatMap((hit) => this.decide(hit, isEnd))
    this.trim()
    return found
  }

  /** Where the part begins that may become a word; undefined where nothing may. */
  get heldFrom(): number | undefined {
    return this.units[0]?.start
  }

  /** The part that may become a word. */
  get heldUnits(): NormalUnit[] {
    return [...new Set(this.units)]
  }

  private decide({ start, end, word }: Hit, isEnd: boolean): FoundWord[] {
    const [first, last] = [this.units[start], this.units[end - 1]]
    if (!first || !last || !this.mayStart(start) || !this.isCut(end)) return []
    const next = this.units[end]
    if (word.closesSpaced && next?.kind === "spaced") return []
    const isOpen = word.closesSpaced && !next
    if (isOpen && !isEnd) return []
    const decidedWith = word.closesSpaced && next ? end + 1 : end
    // Said before.
    if (!isOpen && decidedWith <= this.seen) return []
    const decidedAt = word.closesSpaced && next ? next.end : last.end
    return [{ start: first.start, end: last.end, decidedAt, word }]
  }

  /** Forgets what is certain: all before the first place where a word may still be beginning. */
  private trim(): void {
    let from = Math.max(0, this.text.length - this.dictionary.longest)
    while (from < this.text.length && !this.mayBecomeWord(from)) from++
    this.before = this.kindBefore(from)
    this.text = this.text.slice(from)
    this.units = this.units.slice(from)
    this.seen = this.text.length
  }

  private mayBecomeWord(from: number): boolean {
    if (!this.dictionary.mayBegin(this.text.charAt(from)) || !this.mayStart(from)) return false
    const { longer, whole } = this.dictionary.beginning(this.text.slice(from))
    return longer || (whole?.closesSpaced ?? false)
  }

  /** Words of scripts with spaces begin where no letter stands before them. */
  private mayStart(index: number): boolean {
    return this.isCut(index) && !(this.units[index]?.kind === "spaced" && this.kindBefore(index) === "spaced")
  }

  private kindBefore(index: number): NormalUnit["kind"] | undefined {
    return index === 0 ? this.before : this.units[index - 1]?.kind
  }

  /** False inside of what one character has become. */
  private isCut(index: number): boolean {
    return index === 0 || this.units[index] === undefined || this.units[index] !== this.units[index - 1]
  }
}
