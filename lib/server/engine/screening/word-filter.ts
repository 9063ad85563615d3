import type { WordListContent } from "#lib/domain/compliance/word-list-schema"
import { buildMatcher, type ScreeningList, type WordMatcher } from "#lib/server/engine/screening/word-matcher"
import type { Log } from "#lib/server/log"
import type { WordListStore } from "#lib/server/store/screening-ports"

/** The lists at work, ready for both directions. */
export interface Matchers {
  prompts: WordMatcher
  outputs: WordMatcher
}

/** What holds the words that every run of this node is screened for. */
export interface WordFilter {
  /** The lists at work, no older than a few seconds. Rejects only where they were never read. */
  current(): Promise<Matchers>
  /** Looks whether they have changed, at once: after a change on this node. */
  refresh(): Promise<void>
}

/** How long a node may not have heard of what another has activated. */
const staleMs = 2_000

/** Keeps the lists at work compiled; they are built anew only when other versions are at work. */
export function createWordFilter({
  store,
  now,
  log,
}: {
  store: Pick<WordListStore, "atWork" | "revision">
  now: () => number
  log: Log
}): WordFilter {
  let kept: { revision: string; matchers: Matchers } | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined

  async function look(): Promise<void> {
    const at = now()
    const revision = await store.revision()
    if (revision !== kept?.revision)
      kept = { revision, matchers: await buildMatchers(revision === "" ? [] : await store.atWork()) }
    lookedAt = at
  }

  /** All who ask meanwhile wait for the same look. */
  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }

  return {
    async current() {
      const age = now() - lookedAt
      // A clock that was set back must not keep an old list alive.
      if (age > staleMs || age < 0)
        await lookOnce().catch((err: unknown) => {
          if (!kept) throw err
          log.error({ err }, "word lists not read; the last ones go on")
        })
      if (!kept) throw new Error("The word lists were never read")
      return kept.matchers
    },
    async refresh() {
      // What is being looked at may be from before the change.
      await looking?.catch(() => undefined)
      await lookOnce()
    },
  }
}

/** The matchers of these lists for both directions: the same one where all lists look both ways. */
export async function buildMatchers(lists: (WordListContent & { id: string })[]): Promise<Matchers> {
  const isFor = (scope: WordListContent["scope"]) => (list: ScreeningList) =>
    list.scope === "both" || list.scope === scope
  const prompts = await buildMatcher(lists.filter(isFor("prompts")))
  const outputs = lists.every(({ scope }) => scope === "both")
    ? prompts
    : await buildMatcher(lists.filter(isFor("outputs")))
  return { prompts, outputs }
}
