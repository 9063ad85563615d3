import { type WordAction, wordActions } from "#lib/domain/compliance/word-list-schema"
import { BracketError } from "#lib/domain/errors"
import type { ScreenedChannel, Screening } from "#lib/domain/screening-schema"
import type { ListOfWords } from "#lib/server/engine/screening/dictionary"
import type { FoundWord } from "#lib/server/engine/screening/word-stream"
import type { RunMark } from "#lib/server/store/screening-ports"

export const hardest = (actions: Iterable<WordAction>): WordAction | undefined =>
  [...actions].sort((a, b) => wordActions.indexOf(b) - wordActions.indexOf(a))[0]

/** What is done about a word: the hardest that any of its lists says. */
export const actionOf = ({ word }: Pick<FoundWord, "word">): WordAction =>
  hardest(word.lists.map(({ action }) => action)) ?? "flag"

/** Keeps count of what was found in one run: by list and place, never the words. */
export class RunMarks {
  private readonly marks = new Map<string, Omit<RunMark, "at">>()
  private readonly places = new Map<string, number>()
  /** Up to where a text has been counted, per channel and list: of words within one another, one counts. */
  private readonly countedUntil = new Map<string, number>()

  /** Counts a word. `text`: which text of the channel it stands in, where there are several. */
  add(channel: ScreenedChannel, found: FoundWord, text = ""): void {
    if (this.isNew(`${channel} ${text}`, found)) this.places.set(channel, (this.places.get(channel) ?? 0) + 1)
    for (const list of found.word.lists)
      if (this.isNew(`${channel} ${text} ${list.id}`, found)) this.count(channel, list)
  }

  private isNew(key: string, { start, end }: FoundWord): boolean {
    const until = this.countedUntil.get(key) ?? 0
    this.countedUntil.set(key, Math.max(until, end))
    return start >= until
  }

  private count(channel: ScreenedChannel, { id, name, category, action }: ListOfWords): void {
    const key = `${channel} ${id} ${action}`
    const known = this.marks.get(key)
    if (known) known.count += 1
    else this.marks.set(key, { channel, listId: id, listName: name, category, action, count: 1 })
  }

  all(at: number): RunMark[] {
    return [...this.marks.values()].map((mark) => ({ ...mark, at }))
  }

  /** What the run says about it; undefined where nothing was found. */
  screening(): Screening | undefined {
    const marks = [...this.marks.values()]
    const action = hardest(marks.map((mark) => mark.action))
    if (!action) return undefined
    return {
      action,
      places: [...this.places.values()].reduce((sum, count) => sum + count, 0),
      categories: [...new Set(marks.map(({ category }) => category))].sort(),
      channels: [...new Set(marks.map(({ channel }) => channel))],
    }
  }
}

/** The end of a run by the filter. `words`: of the person's own prompt, as they wrote them. */
export function contentBlocked(
  found: FoundWord,
  where: "prompt" | "output",
  words: string[] = [],
): BracketError {
  const list = found.word.lists.find(({ action }) => action === "block")
  const params = { where, category: list?.category ?? "", list: list?.name ?? "" }
  return new BracketError(
    "content_blocked",
    `The ${where} holds a word of the list "${params.list}" (${params.category}).`,
    {
      hint:
        where === "prompt"
          ? "Nothing was sent. Change the words and run again."
          : "What came before the word is kept. Ask in another way, or ask an admin.",
      params: { ...params, words: words.join(", ") },
    },
  )
}
