import type { WordListContent } from "#lib/domain/compliance/word-list-schema"
import { Dictionary, type ListedWord, type ListOfWords } from "#lib/server/engine/screening/dictionary"
import { type NormalUnit, normalUnits } from "#lib/server/engine/screening/normal-text"

/** A list that is at work, or is to be tried. */
export interface ScreeningList extends WordListContent {
  id: string
}

/** The words of several lists, ready to be looked for. */
export interface WordMatcher {
  /** Looked for in the text as it stands. */
  plain: Dictionary
  /** Chinese words of strict lists, looked for in the letters and digits of the text alone. */
  strict: Dictionary
}

/** Words that are normalised between two turns of the event loop. */
const portion = 500

const aTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Builds the matcher of these lists without holding up the event loop. Equal words of several lists become one. */
export async function buildMatcher(
  lists: readonly ScreeningList[],
  pause: () => Promise<void> = aTurn,
): Promise<WordMatcher> {
  const plain = new Map<string, ListedWord>()
  const strict = new Map<string, ListedWord>()
  let count = 0
  for (const { id, name, category, action, words, strict: isStrict } of lists) {
    const list = { id, name, category, action }
    for (const word of words) {
      const units = normalUnits(word.trim())
      const letters = units.filter(isLetter)
      if (isStrict && letters.length > 0 && letters.every(({ kind }) => kind === "unspaced"))
        add(strict, letters, list)
      else add(plain, units, list)
      if (++count % portion === 0) await pause()
    }
  }
  return {
    plain: await Dictionary.build(plain.values(), pause),
    strict: await Dictionary.build(strict.values(), pause),
  }
}

export const isLetter = ({ kind }: NormalUnit): boolean => kind === "spaced" || kind === "unspaced"

function add(words: Map<string, ListedWord>, units: NormalUnit[], list: ListOfWords): void {
  const text = units.map((unit) => unit.text).join("")
  // Of nothing but invisible characters.
  if (text.trim() === "") return
  const known = words.get(text)
  if (!known)
    words.set(text, {
      text,
      lists: [list],
      closesSpaced: units.at(-1)?.kind === "spaced",
    })
  else if (!known.lists.some(({ id }) => id === list.id)) known.lists.push(list)
}
