import { maxPresetsAtOnce, type NewPreset } from "#lib/domain/preset"

/** What one call may hold, in characters; the server takes 16 MiB. */
const mostCharacters = 6_000_000

/**
 * Splits presets into calls that the server takes. The last ones come first: each call's presets stand before those of
 * earlier calls in the list, and so they all stand in the order of their file.
 */
export function importCalls(presets: readonly NewPreset[]): NewPreset[][] {
  const calls: NewPreset[][] = []
  let size = 0
  for (const preset of presets) {
    const { length } = JSON.stringify(preset)
    const last = calls.at(-1)
    if (last && last.length < maxPresetsAtOnce && size + length <= mostCharacters) {
      last.push(preset)
      size += length
    } else {
      calls.push([preset])
      size = length
    }
  }
  return calls.reverse()
}
