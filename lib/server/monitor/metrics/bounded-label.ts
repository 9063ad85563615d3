/** What stands for all values beyond the bound. */
export const otherLabel = "other"

/**
 * The values of a label whose values others choose (models, connections): the first `most` are kept as they are, all
 * later ones become "other", so that nobody can fill a Prometheus with names. An empty one does too.
 */
export function boundedLabel(most: number): (value: string) => string {
  const known = new Set<string>()
  return (value) => {
    if (value === "") return otherLabel
    if (known.has(value)) return value
    if (known.size >= most) return otherLabel
    known.add(value)
    return value
  }
}
