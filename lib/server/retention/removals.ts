import type { Going, RetentionKind } from "#lib/domain/retention"

/** How one kind of thing goes when it has had its time. */
export interface Removal {
  /** What would go. `before`: epoch ms. */
  count(before: number): Promise<Going>
  /**
   * Lets it go in small portions; `progress` is told of each. Ends early when `signal` says so. Throws when something
   * stands in the way; what has gone by then is gone.
   */
  remove(before: number, progress: (gone: Going) => Promise<void>, signal: AbortSignal): Promise<void>
}

export type Removals = Record<RetentionKind, Removal>

/** Others who keep things know themselves how to let them go, in one step or in several. */
export interface EntriesRetention {
  removeBefore(what: {
    before: number
    dryRun: boolean
    /** Looked at between two steps: ends it early. */
    isStopped?: () => boolean
    /** Told after each step how many have gone by then. */
    onGone?: (entries: number) => Promise<void>
    /** Takes what goes in this step, before it goes; nothing goes when it throws. */
    keepCopy?: (entries: readonly object[]) => Promise<void>
  }): Promise<{ entries: number }>
}

/** For whatever does not keep anything. */
export const nothingKept: EntriesRetention = { removeBefore: async () => ({ entries: 0 }) }

/** The removal of entries that somebody else looks after. `keepCopy`: writes down what goes, before it goes. */
export function entriesRemoval(
  retention: EntriesRetention,
  keepCopy?: (entries: readonly object[]) => Promise<void>,
): Removal {
  const going = (entries: number): Going => ({ entries, bytes: null, oldest: null })
  return {
    async count(before) {
      return going((await retention.removeBefore({ before, dryRun: true })).entries)
    },
    async remove(before, progress, signal) {
      const { entries } = await retention.removeBefore({
        before,
        dryRun: false,
        isStopped: () => signal.aborted,
        onGone: (gone) => progress(going(gone)),
        ...(keepCopy ? { keepCopy } : {}),
      })
      await progress(going(entries))
    },
  }
}
