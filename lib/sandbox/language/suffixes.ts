/**
 * A suffix array cut off at a fixed depth: the positions of a sequence, sorted by the items that follow them.
 * All occurrences of any short phrase are then one run of the array, found by two binary searches, so one
 * array holds the n-gram counts of every order.
 */

/** Sorts the positions of `sequence` by their next `depth` items. */
export function sortSuffixes(sequence: Int32Array, depth: number): Int32Array {
  const positions = Int32Array.from(sequence, (_, at) => at)
  return positions.sort((a, b) => {
    for (let k = 0; k < depth; k++) {
      const difference = (sequence[a + k] ?? -1) - (sequence[b + k] ?? -1)
      if (difference !== 0) return difference
    }
    return a - b
  })
}

export interface Range {
  from: number
  to: number
}

function compare(sequence: Int32Array, at: number, phrase: ArrayLike<number>, skip: number): number {
  for (let k = skip; k < phrase.length; k++) {
    const difference = (sequence[at + k - skip] ?? -1) - (phrase[k] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

/** The run of `suffixes` whose positions begin with `phrase` (from its item `skip` on); empty when from = to. */
export function findPhrase(
  sequence: Int32Array,
  suffixes: Int32Array,
  phrase: ArrayLike<number>,
  skip = 0,
): Range {
  let low = 0
  let high = suffixes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(sequence, suffixes[middle] ?? 0, phrase, skip) < 0) low = middle + 1
    else high = middle
  }
  const from = low
  high = suffixes.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(sequence, suffixes[middle] ?? 0, phrase, skip) <= 0) low = middle + 1
    else high = middle
  }
  return { from, to: low }
}
