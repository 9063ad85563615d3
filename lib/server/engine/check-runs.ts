import type { CheckedRuns, CheckRuns } from "#lib/domain/checking"
import type { Checker } from "#lib/server/engine/checker"
import type { Store } from "#lib/server/store/store"

/** Outputs can be large: so many are held at a time. */
const portion = 25

/**
 * Looks at outputs of a person's runs again, and keeps the results with the runs. What is not theirs, or has no output,
 * is left out. Throws `BracketError("invalid_input")` for a check that cannot be looked at, before anything is kept.
 */
export async function checkRuns(
  { store, checker }: { store: Store; checker: Checker },
  { checks, runIds }: CheckRuns,
  personId: string,
): Promise<CheckedRuns> {
  await checker.refuseInvalid(checks, personId)
  const results: CheckedRuns["results"] = {}
  for (let start = 0; start < runIds.length; start += portion) {
    const kept: CheckedRuns["results"] = {}
    for (const { id, text } of await store.runs.outputs(runIds.slice(start, start + portion), personId))
      kept[id] = await checker.evaluate(checks, text, personId)
    await store.runs.keepChecks(kept)
    Object.assign(results, kept)
  }
  return { results }
}
