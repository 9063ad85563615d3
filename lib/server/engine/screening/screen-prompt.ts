import type { Variant } from "#lib/domain/batch"
import { masked } from "#lib/server/engine/screening/mask"
import { type PromptText, promptTexts } from "#lib/server/engine/screening/prompt-texts"
import { actionOf, contentBlocked, type RunMarks } from "#lib/server/engine/screening/run-marks"
import { TextScreener } from "#lib/server/engine/screening/text-screener"
import type { WordMatcher } from "#lib/server/engine/screening/word-matcher"
import type { FoundWord } from "#lib/server/engine/screening/word-stream"

/** Of a long prompt, so much is looked at between two turns of the event loop. In UTF-16 units. */
const sliceChars = 16_384
const aTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** How many of the words that block a prompt are named. */
const namedWords = 5

/**
 * The variant as it may be sent: the same object where nothing is masked. Counts what was found. Throws
 * `BracketError("content_blocked")`, which names the words: they are the person's own.
 */
export async function screenedVariant(
  variant: Variant,
  matcher: WordMatcher,
  marks: RunMarks,
): Promise<Variant> {
  if (matcher.plain.isEmpty && matcher.strict.isEmpty) return variant
  const copy = structuredClone(variant)
  const blocking: { found: FoundWord; written: string }[] = []
  let isMasked = false
  for (const [index, group] of promptTexts(copy).entries()) {
    const found = await wordsIn(group, matcher)
    for (const word of found) marks.add("prompt", word, String(index))
    const whole = group.map(({ text }) => text).join("")
    for (const word of found)
      if (actionOf(word) === "block")
        blocking.push({ found: word, written: whole.slice(word.start, word.end) })
    const masks = found.filter((word) => actionOf(word) === "mask")
    if (masks.length === 0) continue
    isMasked = true
    maskGroup(group, masks)
  }
  const [first] = blocking
  if (first) {
    const words = [...new Set(blocking.map(({ written }) => written))]
    throw contentBlocked(first.found, "prompt", words.slice(0, namedWords))
  }
  return isMasked ? copy : variant
}

/** The words in texts that are read as one. */
async function wordsIn(group: PromptText[], matcher: WordMatcher): Promise<FoundWord[]> {
  const screener = new TextScreener(matcher, { escapes: group[0]?.escapes })
  const found: FoundWord[] = []
  let sinceTurn = 0
  for (const { text } of group)
    for (let at = 0; at < text.length; at += sliceChars) {
      const slice = text.slice(at, at + sliceChars)
      found.push(...screener.write(slice).found)
      sinceTurn += slice.length
      if (sinceTurn < sliceChars) continue
      sinceTurn = 0
      await aTurn()
    }
  return [...found, ...screener.write("", true).found]
}

function maskGroup(group: PromptText[], masks: FoundWord[]): void {
  let offset = 0
  for (const { text, mark, replace } of group) {
    const result = masked(text, masks, { offset, ...(mark ? { mark } : {}) })
    if (result !== text) replace(result)
    offset += text.length
  }
}
