import type { ChangeWordList, WordListContent, WordListDetail } from "#lib/domain/compliance/word-list-schema"
import { BracketError } from "#lib/domain/errors"
import type { WordListStore } from "#lib/server/store/screening-ports"

/** The list, or what is answered where there is none. */
export function wordListOr404(list: WordListDetail | undefined): WordListDetail {
  if (list) return list
  throw new BracketError("not_found", "There is no such word list.", {
    hint: "Choose one from GET /api/compliance/lists.",
  })
}

/** What the audit log says of a list: its settings and how many words, not which. */
export function wordListFacts({
  name,
  category,
  action,
  scope,
  words,
}: Pick<WordListContent, "name" | "category" | "action" | "scope"> & { words: string[] | number }) {
  return { name, category, action, scope, words: typeof words === "number" ? words : words.length }
}

/** Makes one of the changes that `PATCH` knows. */
export async function changeWordList(
  lists: WordListStore,
  id: string,
  change: ChangeWordList,
  by: { personId: string; now: number },
): Promise<WordListDetail> {
  if ("content" in change) return wordListOr404(await lists.change(id, change, by))
  if ("draft" in change) return wordListOr404(await lists.discardDraft(id, by))
  return wordListOr404(await lists.setState(id, change.state, by))
}
