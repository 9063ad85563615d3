/** Pseudo-random numbers and smooth noise, the same on every machine: libvips' own noise is not. */

/** A 32-bit hash of numbers (FNV-1a over their halves, then mixed). */
export function hashNumbers(...numbers: number[]): number {
  let hash = 0x811c9dc5
  for (const number of numbers) {
    hash = Math.imul(hash ^ (number & 0xffff), 0x01000193)
    hash = Math.imul(hash ^ (number >>> 16), 0x01000193)
    // Seeds beyond 32 bits differ too.
    hash = Math.imul(hash ^ (Math.floor(number / 0x1_0000_0000) & 0xffff), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A 32-bit hash of a text. */
export function hashText(text: string): number {
  let hash = 0
  for (const character of text) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0
  return hashNumbers(hash >>> 0)
}

/** A sequence of numbers from 0 up to 1 (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** A number from 0 up to 1 for one cell of a grid. */
export function cellValue(x: number, y: number, salt: number): number {
  let hash = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ salt
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}

/** Smooth noise around 0, roughly from -1 to 1; each octave adds detail of half the size and half the height. */
export type Noise = (x: number, y: number, octaves: number) => number

export function valueNoise(seed: number): Noise {
  const next = random(seed)
  const order = new Uint8Array(512)
  const values = new Float32Array(256)
  for (let at = 0; at < 256; at++) {
    order[at] = at
    values[at] = next() * 2 - 1
  }
  for (let at = 255; at > 0; at--) {
    const other = Math.floor(next() * (at + 1))
    const kept = order[at] as number
    order[at] = order[other] as number
    order[other] = kept
  }
  order.copyWithin(256, 0, 256)

  const single = (x: number, y: number): number => {
    const left = Math.floor(x)
    const top = Math.floor(y)
    const across = x - left
    const down = y - top
    const ease = across * across * (3 - 2 * across)
    const fall = down * down * (3 - 2 * down)
    const first = order[left & 255] as number
    const second = order[(left + 1) & 255] as number
    const row = top & 255
    const a = values[order[first + row] as number] as number
    const b = values[order[second + row] as number] as number
    const c = values[order[first + ((row + 1) & 255)] as number] as number
    const d = values[order[second + ((row + 1) & 255)] as number] as number
    const upper = a + (b - a) * ease
    return upper + (c + (d - c) * ease - upper) * fall
  }

  return (x, y, octaves) => {
    let sum = 0
    let height = 0.6
    for (let octave = 0; octave < octaves; octave++) {
      sum += single(x, y) * height
      height *= 0.5
      // Turned a little, so that the grid never shows.
      const turned = x * 1.6 + y * 1.2
      y = y * 1.6 - x * 1.2 + 17.3
      x = turned + 5.1
    }
    return sum
  }
}
