/** The same words in each run. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const random = createRandom(7)
const pick = (from: number, count: number) => String.fromCharCode(from + Math.floor(random() * count))
const english = () => Array.from({ length: 4 + Math.floor(random() * 9) }, () => pick(97, 26)).join("")
const chinese = () => Array.from({ length: 2 + Math.floor(random() * 5) }, () => pick(0x4e00, 3500)).join("")
/** 10,000 words, English and Chinese in turn; no text of the benchmarks holds one of them. */
export const listedWords = Array.from({ length: 10_000 }, (_, index) => (index % 2 ? chinese() : english()))
