import type {
  MarkCount,
  WordAction,
  WordListContent,
  WordListDetail,
  WordListSummary,
} from "#lib/domain/compliance/word-list-schema"
import type { ScreenedChannel } from "#lib/domain/screening-schema"

/** That words of a list were found in a run: how often and where, never which. */
export interface RunMark {
  channel: ScreenedChannel
  listId: string
  listName: string
  category: string
  action: WordAction
  count: number
  /** Epoch ms. */
  at: number
}

/** What the word filter found in runs. Kept as long as the run. */
export interface ScreeningStore {
  /** Replaces what the run was marked with. */
  mark(runId: string, personId: string, marks: RunMark[]): Promise<void>
  ofRun(runId: string): Promise<RunMark[]>
  /** Ids of marked runs, `from` inclusive to `to` exclusive (epoch ms): blocked ones first, then masked, then flagged. */
  flaggedIn(from: number, to: number): Promise<string[]>
  /** Per day (UTC), category and action, newest day first. */
  counts(from: number, to: number): Promise<MarkCount[]>
}

/** The lists of the word filter, for the whole house. */
export interface WordListStore {
  list(): Promise<WordListSummary[]>
  get(id: string): Promise<WordListDetail | undefined>
  create(content: WordListContent, by: { personId: string; now: number }): Promise<WordListDetail>
  /** Writes a new draft. `conflict` where `version` is no longer the latest; undefined where there is no such list. */
  change(
    id: string,
    change: { version: number; content: WordListContent },
    by: { personId: string; now: number },
  ): Promise<WordListDetail | undefined>
  /** Puts this version, which has to be the latest, to work. Throws and returns as `change`. */
  activate(
    id: string,
    version: number,
    by: { personId: string; now: number },
  ): Promise<WordListDetail | undefined>
  /** Goes back to the active version. Throws `conflict` where there is none. */
  discardDraft(id: string, by: { personId: string; now: number }): Promise<WordListDetail | undefined>
  /** Switches the activated version on or off. Throws `conflict` where none was ever activated. */
  setState(
    id: string,
    state: "active" | "off",
    by: { personId: string; now: number },
  ): Promise<WordListDetail | undefined>
  /** False where there is no such list. */
  remove(id: string): Promise<boolean>
  /** The activated versions of all lists that are on. */
  atWork(): Promise<(WordListContent & { id: string })[]>
  /** Says by another text that `atWork` would answer something else. */
  revision(): Promise<string>
}
