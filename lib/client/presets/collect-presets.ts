import { fetchPreset, fetchPresetsPage } from "#lib/client/api/presets"
import { ApiError } from "#lib/client/api/request"
import type { PresetDetail, PresetFilter } from "#lib/domain/preset"

/** How many are read at once: the browser keeps connections free for what else is on the page. */
const atOnce = 4

/**
 * Reads all presets that a filter lets through, with what their latest versions hold, in the order of the list. One that
 * was deleted meanwhile is left out; where the server asks to wait, it waits. `onProgress`: how many of how many are read.
 * Throws ApiError, or the signal's reason.
 */
export async function collectPresets(
  filter: PresetFilter,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<PresetDetail[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await patiently(() => fetchPresetsPage(filter, cursor, signal), signal)
    ids.push(...page.presets.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  const found: (PresetDetail | undefined)[] = []
  let next = 0
  let done = 0
  const read = async () => {
    for (let at = next++; at < ids.length; at = next++) {
      const id = ids[at] ?? ""
      found[at] = await patiently(() => fetchPreset(id, undefined, signal), signal).catch(unlessGone)
      done++
      onProgress(done, ids.length)
    }
  }
  onProgress(0, ids.length)
  await Promise.all(Array.from({ length: atOnce }, read))
  return found.filter((detail) => detail !== undefined)
}

function unlessGone(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 404) return undefined
  throw error
}

/** Calls again where the server has asked to wait for it. */
async function patiently<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "rate_limited") throw error
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 1000))
      signal.throwIfAborted()
    }
  }
}
