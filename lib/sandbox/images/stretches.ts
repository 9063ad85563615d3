/** Gives others their turn; rejects when the work is not wanted any more. */
export type Turn = () => Promise<void>

/** Milliseconds at a stretch: a stream of 60 tokens a second has to stay smooth meanwhile. */
const stretch = 6

/** Works through the rows of a picture; other work gets its turn every few milliseconds. */
export async function inStretches(rows: number, turn: Turn, work: (row: number) => void): Promise<void> {
  let began = performance.now()
  for (let row = 0; row < rows; row++) {
    work(row)
    if (performance.now() - began < stretch) continue
    await turn()
    began = performance.now()
  }
}
