/** A stretch of a text: UTF-16 offsets. */
export interface Stretch {
  start: number
  end: number
}

export const maskCharacter = "█"

/**
 * The text with these stretches (in any order, overlapping or not) masked, one mark per character that was written.
 * `offset`: where the text begins within what the stretches count in.
 */
export function masked(
  text: string,
  stretches: readonly Stretch[],
  { offset = 0, mark = maskCharacter }: { offset?: number; mark?: string } = {},
): string {
  const inside = stretches
    .map(({ start, end }) => ({
      start: Math.max(0, start - offset),
      end: Math.min(text.length, end - offset),
    }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start)
  let result = ""
  let at = 0
  for (const { start, end } of inside) {
    if (end <= at) continue
    const from = Math.max(at, start)
    result += text.slice(at, from) + mark.repeat([...text.slice(from, end)].length)
    at = end
  }
  return result + text.slice(at)
}
