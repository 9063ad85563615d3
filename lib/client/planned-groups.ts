import type { WordAction, WordListSummary } from "#lib/domain/compliance/word-list-schema"
import type { WordGroup } from "./word-import.ts"

/** Words of a file and where they go: into a list that is there, or a new one by this name. */
export interface PlannedGroup {
  /** Its place in the file. */
  key: number
  listId?: string
  name: string
  category: string
  language: string
  action: WordAction
  words: string[]
}

/** Where the groups of a file go unless said otherwise: to the list that says the same of its words. */
export function plannedGroups(groups: WordGroup[], lists: WordListSummary[], file: string): PlannedGroup[] {
  const base = file.replace(/\.[^.]*$/, "").slice(0, 60)
  return groups.map(({ category, language, action, words }, key) => {
    const same = lists.find(
      (list) => list.category === category && list.action === action && list.language === (language ?? ""),
    )
    const parts = groups.length === 1 ? [base] : [base, category, language, action].filter(Boolean)
    return {
      key,
      listId: same?.id,
      name: parts.join(" · ").slice(0, 100),
      category: category?.slice(0, 50) ?? "own",
      language: language?.slice(0, 20) ?? "",
      action: action ?? "mask",
      words,
    }
  })
}

/** A new list needs a name and a category. */
export const isComplete = ({ listId, name, category }: PlannedGroup): boolean =>
  listId !== undefined || (name.trim() !== "" && category.trim() !== "")
