import type * as z from "zod/mini"
import type {
  testWordsAnswer,
  testWordsSchema,
  WordListContent,
  WordTestResult,
} from "#lib/domain/compliance/word-list-schema"
import { actionOf, hardest } from "#lib/server/engine/screening/run-marks"
import { findWords } from "#lib/server/engine/screening/text-screener"
import { buildMatcher, type ScreeningList } from "#lib/server/engine/screening/word-matcher"

/**
 * What a text would meet: with the lists at work, and with a draft in place of its list (or beside them all). Words are
 * reported as they stand in the text, in its order.
 */
export async function tryWords(
  { text, listId = "draft", content }: z.output<typeof testWordsSchema>,
  atWork: (WordListContent & { id: string })[],
): Promise<z.output<typeof testWordsAnswer>> {
  const active = await results(text, atWork)
  if (!content) return { active, draft: null }
  const others = atWork.filter(({ id }) => id !== listId)
  return { active, draft: await results(text, [...others, { ...content, id: listId }]) }
}

async function results(text: string, lists: ScreeningList[]): Promise<WordTestResult> {
  const found = findWords(text, await buildMatcher(lists))
  const scopeOf = new Map(lists.map(({ id, scope }) => [id, scope]))
  const actionFor = (direction: "prompts" | "outputs") =>
    hardest(
      found.flatMap(({ word }) =>
        word.lists
          .filter(({ id }) => ["both", direction].includes(scopeOf.get(id) ?? "both"))
          .map(({ action }) => action),
      ),
    ) ?? null
  return {
    prompts: actionFor("prompts"),
    outputs: actionFor("outputs"),
    found: found
      .map((each) => {
        const action = actionOf(each)
        const list = each.word.lists.find((one) => one.action === action)
        return {
          start: each.start,
          end: each.end,
          word: text.slice(each.start, each.end),
          list: list?.name ?? "",
          category: list?.category ?? "",
          action,
        }
      })
      .sort((a, b) => a.start - b.start || b.end - a.end),
  }
}
