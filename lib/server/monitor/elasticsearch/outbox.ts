import type { FileHandle } from "node:fs/promises"
import { mkdir, open } from "node:fs/promises"
import { countLines, type Place, type ReadLines, segmentFiles } from "./segments.ts"

export interface OutboxOptions {
  folder: string
  /** The oldest segments are given up when all together take more than this, in bytes. */
  maxBytes: number
  /** A segment that is larger than this is followed by the next one. */
  segmentBytes: number
  /** The disk takes nothing (full, gone), or takes it again (undefined). */
  onDisk?: (trouble: unknown) => void
}

/** Written lines are forced onto the disk this often, in ms: what a power cut loses at most. A killed process loses none. */
const syncEveryMs = 200
/** A disk that refuses is asked again after this many ms. */
const retryDiskMs = 1000
/** While the disk refuses, so much waits in memory, in characters; what comes then is given up. */
const mostWaiting = 8_000_000

/** Lines that wait on disk until they have been sent; see `openOutbox`. */
export type Outbox = Awaited<ReturnType<typeof openOutbox>>

/**
 * Opens an outbox: lines are appended at once and behind the caller's back, and read in their order, over restarts.
 * Nothing is appended to what an earlier process has left, so that half a line at its end harms nobody.
 */
export async function openOutbox({
  folder,
  maxBytes,
  segmentBytes,
  onDisk = () => undefined,
}: OutboxOptions) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = segmentFiles(folder)
  /** The size of each segment as far as it is written, the oldest first; the last one is written to. */
  const sizes = new Map((await files.list()).map(({ segment, size }) => [segment, size]))
  let cursor = (await files.cursor()) ?? { segment: 0, offset: 0 }
  for (const segment of [...sizes.keys()].filter((each) => each < cursor.segment)) {
    // Sent already, by a process that had no time to tidy up.
    sizes.delete(segment)
    await files.remove(segment)
  }
  let active = Math.max(0, ...sizes.keys(), cursor.segment) + 1
  sizes.set(active, 0)

  let waiting: { text: string; done: (written: boolean) => void }[] = []
  let waitingLength = 0
  let file: FileHandle | undefined
  let writing: Promise<void> | undefined
  let syncTimer: NodeJS.Timeout | undefined
  let closed = false
  let wake: () => void = () => undefined
  const counts = { dropped: 0, torn: 0 }

  const oldest = (): number => Math.min(...sizes.keys())

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = [...waiting]
      try {
        await write(batch.map(({ text }) => text).join(""))
      } catch (error) {
        onDisk(error)
        if (closed) break
        await new Promise((resolve) => setTimeout(resolve, retryDiskMs).unref())
        continue
      }
      waiting = waiting.slice(batch.length)
      waitingLength = waiting.reduce((sum, { text }) => sum + text.length, 0)
      onDisk(undefined)
      for (const { done } of batch) done(true)
      wake()
      await giveUpOldest()
    }
  }

  async function write(text: string): Promise<void> {
    if ((sizes.get(active) ?? 0) > segmentBytes) {
      await sync()
      await file?.close()
      file = undefined
      active += 1
      sizes.set(active, 0)
    }
    file ??= await open(files.fileOf(active), "a", 0o600)
    const bytes = Buffer.from(text)
    const before = sizes.get(active) ?? 0
    try {
      for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
    } catch (error) {
      // Half of it may be there: it is taken back, for all of it comes again.
      await file.truncate(before).catch(() => undefined)
      await file.close().catch(() => undefined)
      file = undefined
      throw error
    }
    sizes.set(active, before + bytes.length)
    syncTimer ??= setTimeout(() => void sync().catch(onDisk), syncEveryMs)
  }

  async function sync(): Promise<void> {
    clearTimeout(syncTimer)
    syncTimer = undefined
    await file?.datasync()
  }

  /** Keeps within the bound. What is given up was never sent, as far as is known. */
  async function giveUpOldest(): Promise<void> {
    const total = () => [...sizes.values()].reduce((sum, size) => sum + size, 0)
    while (total() > maxBytes && oldest() !== active) {
      const segment = oldest()
      const from = segment === cursor.segment ? cursor.offset : 0
      counts.dropped += await countLines(files.fileOf(segment), from).catch(() => 0)
      await removeSegment(segment)
    }
  }

  async function removeSegment(segment: number): Promise<void> {
    sizes.delete(segment)
    await files.remove(segment)
  }

  return {
    counts,
    /** Puts a line (without its end) into the outbox; resolves when it is written (true), or given up. Never rejects. */
    append(line: string): Promise<boolean> {
      if (closed || waitingLength > mostWaiting) {
        counts.dropped += 1
        return Promise.resolve(false)
      }
      return new Promise((done) => {
        waiting.push({ text: `${line}\n`, done })
        waitingLength += line.length
        writing ??= writeAll().finally(() => {
          writing = undefined
        })
      })
    },
    /** The next lines to send, and the place behind them for `advance`; undefined when all is sent. */
    async next(most: { lines: number; bytes: number }): Promise<{ lines: string[]; to: Place } | undefined> {
      for (;;) {
        if (cursor.segment < oldest()) cursor = { segment: oldest(), offset: 0 }
        const { segment } = cursor
        const size = sizes.get(segment)
        if (size === undefined) {
          const later = [...sizes.keys()].filter((each) => each > segment)
          cursor = { segment: Math.min(...later, active), offset: 0 }
          continue
        }
        if (segment === active && cursor.offset >= size) return undefined
        const read = await files.read(cursor, size, most).catch(emptyWhenGone)
        const { lines, isLast } = read
        const last = lines.at(-1)
        if (last) return { lines: lines.map(({ text }) => text), to: last.after }
        if (segment === active) return undefined
        // Nothing whole is left of a segment that nobody writes to any more.
        if (isLast && cursor.offset < size) counts.torn += 1
        await removeSegment(segment)
        cursor = { segment: segment + 1, offset: 0 }
      }
    },
    /** All before this place has been sent. */
    async advance(to: Place): Promise<void> {
      if (to.segment < cursor.segment) return
      cursor = to
      for (const segment of [...sizes.keys()]) if (segment < to.segment) await removeSegment(segment)
      if (to.segment !== active && to.offset >= (sizes.get(to.segment) ?? 0)) await removeSegment(to.segment)
      // A cursor that cannot be kept costs sending twice, which the other side notices by the ids.
      await files.keepCursor(to).catch(onDisk)
    },
    /** What has not been sent yet, in bytes. */
    waitingBytes(): number {
      let bytes = 0
      for (const [segment, size] of sizes)
        bytes += segment < cursor.segment ? 0 : segment === cursor.segment ? size - cursor.offset : size
      return Math.max(0, bytes)
    },
    /** Calls back whenever lines have been written. */
    onWritten(listener: () => void): void {
      wake = listener
    },
    /** Writes what waits in memory, once more if the disk refuses, and lets go of the files. */
    async close(): Promise<void> {
      closed = true
      await writing
      for (const { done } of waiting) done(false)
      await sync().catch(() => undefined)
      await file?.close()
    },
  }
}

/** A segment that somebody has deleted holds nothing; anything else is trouble. */
function emptyWhenGone(error: unknown): ReadLines {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return { lines: [], isLast: true }
  throw error
}
