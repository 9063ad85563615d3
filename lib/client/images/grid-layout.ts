/** How a grid of equal boxes fills its width. Lengths in px. */
export interface GridLayout {
  columns: number
  /** The width of a box. */
  box: number
}

/** As many columns of at least this width as there is room for, two at least: a phone shows more than one picture. */
export function gridLayout(width: number, narrowest: number, gap: number): GridLayout {
  const columns = Math.max(2, Math.floor((width + gap) / (narrowest + gap)))
  return { columns, box: Math.max(1, (width - (columns - 1) * gap) / columns) }
}

/**
 * Where a key leads from a place in a grid of so many boxes; undefined for another key. A row down from above a last
 * row that is not full leads to its last box. Page up and down go by so many rows as are seen.
 */
export function placeAfterKey(
  key: string,
  at: number,
  { count, columns, pageRows }: { count: number; columns: number; pageRows: number },
): number | undefined {
  const last = count - 1
  const down = (rows: number) => {
    const place = at + rows * columns
    if (place <= last) return place
    // Only where there is a row below.
    return Math.floor(at / columns) < Math.floor(last / columns) ? last : at
  }
  const up = (rows: number) => {
    const place = at - rows * columns
    return place >= 0 ? place : at % columns
  }
  switch (key) {
    case "ArrowRight":
      return Math.min(at + 1, last)
    case "ArrowLeft":
      return Math.max(at - 1, 0)
    case "ArrowDown":
      return down(1)
    case "ArrowUp":
      return at < columns ? at : up(1)
    case "PageDown":
      return down(Math.max(1, pageRows))
    case "PageUp":
      return up(Math.max(1, pageRows))
    case "Home":
      return 0
    case "End":
      return last
    default:
      return undefined
  }
}
