/*
 * Counts by name as text, `name:count,name:count`: what is joined by a comma is again such a text, so that a database
 * can put many together without knowing what they mean.
 */

/** Null where there is nothing to count: a database leaves that out when it joins. */
export function writeTally(counts: ReadonlyMap<string | number, number>): string | null {
  if (counts.size === 0) return null
  return [...counts].map(([name, count]) => `${name}:${count}`).join(",")
}

/** The counts of a text; a name that stands there more than once has the sum. */
export function readTally(text: string | null): Map<string, number> {
  const counts = new Map<string, number>()
  if (text === null || text === "") return counts
  for (const entry of text.split(",")) {
    const colon = entry.lastIndexOf(":")
    const name = entry.slice(0, colon)
    counts.set(name, (counts.get(name) ?? 0) + Number(entry.slice(colon + 1)))
  }
  return counts
}

/** The same where the names are numbers. */
export function readNumberTally(text: string | null): Map<number, number> {
  return new Map([...readTally(text)].map(([name, count]) => [Number(name), count]))
}
