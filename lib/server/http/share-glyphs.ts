import { inflateSync } from "node:zlib"

/**
 * The characters that a WOFF font has glyphs for, read from its `cmap` table (OpenType 1.9, formats 4 and 12; WOFF 1.0).
 * Throws for what is no such font.
 */
export function woffCharacters(woff: Buffer): Set<number> {
  const cmap = tableOf(woff, "cmap")
  const characters = new Set<number>()
  const tables = cmap.readUInt16BE(2)
  for (let index = 0; index < tables; index++) {
    const at = cmap.readUInt32BE(4 + index * 8 + 4)
    const format = cmap.readUInt16BE(at)
    if (format === 4) addSegments(cmap.subarray(at), characters)
    if (format === 12) addGroups(cmap.subarray(at), characters)
  }
  return characters
}

/** A table of a WOFF file, inflated where it is stored deflated. */
function tableOf(woff: Buffer, tag: string): Buffer {
  const tables = woff.readUInt16BE(12)
  for (let index = 0; index < tables; index++) {
    const entry = 44 + index * 20
    if (woff.toString("latin1", entry, entry + 4) !== tag) continue
    const [offset, stored, length] = [4, 8, 12].map((place) => woff.readUInt32BE(entry + place))
    const bytes = woff.subarray(offset, (offset ?? 0) + (stored ?? 0))
    return stored === length ? bytes : inflateSync(bytes)
  }
  throw new RangeError(`The font has no table ${tag}.`)
}

/** Format 4: segments of the basic plane. Glyph 0 is the one that stands for a missing character. */
function addSegments(table: Buffer, characters: Set<number>): void {
  const segments = table.readUInt16BE(6) / 2
  const [ends, starts] = [14, 16 + segments * 2]
  const [deltas, offsets] = [starts + segments * 2, starts + segments * 4]
  for (let segment = 0; segment < segments; segment++) {
    const start = table.readUInt16BE(starts + segment * 2)
    const end = table.readUInt16BE(ends + segment * 2)
    const delta = table.readUInt16BE(deltas + segment * 2)
    const offset = table.readUInt16BE(offsets + segment * 2)
    for (let character = start; character <= end && character < 0xffff; character++) {
      const place = offsets + segment * 2 + offset + (character - start) * 2
      const glyph = offset === 0 ? (character + delta) % 0x10000 : table.readUInt16BE(place)
      if (glyph !== 0) characters.add(character)
    }
  }
}

/** Format 12: groups over all planes. */
function addGroups(table: Buffer, characters: Set<number>): void {
  const groups = table.readUInt32BE(12)
  for (let group = 0; group < groups; group++) {
    const at = 16 + group * 12
    const end = table.readUInt32BE(at + 4)
    for (let character = table.readUInt32BE(at); character <= end; character++) characters.add(character)
  }
}
