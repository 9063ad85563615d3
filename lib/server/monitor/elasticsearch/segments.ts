import { open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import path from "node:path"

/** A place in the outbox: a segment, and a byte in it. */
export interface Place {
  segment: number
  offset: number
}

/** Lines as they stand in a segment, with the place after each of them. */
export interface ReadLines {
  lines: { text: string; after: Place }[]
  /** The segment ends behind them, perhaps with half a line that was being written when its process died. */
  isLast: boolean
}

const nameOf = (segment: number): string => `${String(segment).padStart(12, "0")}.ndjson`

/** The files of an outbox: numbered segments of whole lines, and how far they have been sent. */
export function segmentFiles(folder: string) {
  const fileOf = (segment: number) => path.join(folder, nameOf(segment))
  const cursorFile = path.join(folder, "cursor.json")
  return {
    fileOf,
    /** The segments that are there, the oldest first, with their sizes in bytes. */
    async list(): Promise<{ segment: number; size: number }[]> {
      const numbers = (await readdir(folder))
        .map((name) => /^(\d{12})\.ndjson$/.exec(name)?.[1])
        .filter((digits) => digits !== undefined)
        .map(Number)
      const sizes = numbers
        .sort((a, b) => a - b)
        .map(async (segment) => ({ segment, size: (await stat(fileOf(segment))).size }))
      return Promise.all(sizes)
    },
    remove: (segment: number): Promise<void> => rm(fileOf(segment), { force: true }),
    /** Where sending goes on; undefined where nothing says so, or nothing that can be read. */
    async cursor(): Promise<Place | undefined> {
      try {
        const { segment, offset } = JSON.parse(await readFile(cursorFile, "utf8"))
        return Number.isInteger(segment) && Number.isInteger(offset) ? { segment, offset } : undefined
      } catch {
        return undefined
      }
    },
    /** Whole or not at all: a process that dies here leaves the cursor of before. */
    async keepCursor(place: Place): Promise<void> {
      await writeFile(`${cursorFile}.new`, JSON.stringify(place), { mode: 0o600 })
      await rename(`${cursorFile}.new`, cursorFile)
    },
    /** Whole lines from a place on: at least one, if there is one before `end`, then as many as fit into `bytes`. */
    async read(
      { segment, offset }: Place,
      end: number,
      most: { lines: number; bytes: number },
    ): Promise<ReadLines> {
      const file = await open(fileOf(segment), "r")
      try {
        for (let bytes = most.bytes; ; bytes *= 4) {
          const wanted = Math.min(bytes, end - offset)
          const buffer = Buffer.alloc(wanted)
          const { bytesRead } = await file.read(buffer, 0, wanted, offset)
          const lines = splitLines(buffer.subarray(0, bytesRead), { segment, offset }, most.lines)
          const reachesEnd = offset + bytesRead >= end || bytesRead === 0
          if (lines.length > 0 || reachesEnd)
            return { lines, isLast: reachesEnd && lines.length < most.lines }
        }
      } finally {
        await file.close()
      }
    },
  }
}

function splitLines(buffer: Buffer, { segment, offset }: Place, most: number): ReadLines["lines"] {
  const lines: ReadLines["lines"] = []
  let from = 0
  while (lines.length < most) {
    const end = buffer.indexOf(10, from)
    if (end < 0) break
    lines.push({ text: buffer.toString("utf8", from, end), after: { segment, offset: offset + end + 1 } })
    from = end + 1
  }
  return lines
}

/** How many lines begin after this byte. */
export async function countLines(file: string, offset: number): Promise<number> {
  const bytes = (await readFile(file)).subarray(offset)
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1
  return count
}
