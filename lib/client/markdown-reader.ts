import { createBlockSplitter, type MarkdownBlock } from "./markdown-blocks.ts"
import type { ScheduleFrame } from "./output-store.ts"

/** Text that is taken in at one frame; what a flood brings beyond it waits for the next one. */
const charsPerFrame = 4_000
/** The share of time that reading may take is 1 in this many. */
const restFactor = 6

export interface MarkdownReader {
  /** The blocks to show; the same array until something changes. */
  blocks: () => MarkdownBlock[]
  subscribe: (listener: () => void) => () => void
  /** Shows a text: takes in what is new of it. With `streaming` false, it is whole. */
  read: (text: string, streaming: boolean) => void
  dispose: () => void
}

/** Reads a growing Markdown text bit by bit, so that no frame has more to do than it can. */
export function createMarkdownReader(
  schedule: ScheduleFrame,
  now: () => number = () => performance.now(),
): MarkdownReader {
  const listeners = new Set<() => void>()
  let splitter = createBlockSplitter()
  let shown: MarkdownBlock[] = []
  let source = ""
  let taken = 0
  let whole = false
  let finished = false
  let restUntil = 0
  let callOff: (() => void) | undefined

  const pump = () => {
    callOff = undefined
    const start = now()
    if (start < restUntil && taken < source.length) {
      callOff = schedule(pump)
      return
    }
    const end = sliceEnd(source, taken, whole)
    if (end > taken) splitter.append(source.slice(taken, end))
    const isChanged = end > taken
    taken = end
    const isDone = whole && taken === source.length && !finished
    if (isDone) {
      splitter.finish()
      finished = true
    }
    restUntil = now() + (now() - start) * restFactor
    if (isChanged || isDone) {
      shown = splitter.blocks()
      for (const listener of [...listeners]) listener()
    }
    if (whole ? !finished : sliceEnd(source, taken, whole) > taken) callOff = schedule(pump)
  }

  return {
    blocks: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read(text, streaming) {
      const isMore = !finished && text.startsWith(source)
      if (!isMore && (text !== source || streaming)) {
        splitter = createBlockSplitter()
        taken = 0
        finished = false
        restUntil = 0
        shown = []
        for (const listener of [...listeners]) listener()
      }
      source = text
      whole = !streaming
      if (!callOff) pump()
    },
    dispose() {
      callOff?.()
      callOff = undefined
    },
  }
}

/** How far to read now: at most a frame's worth, to a line's end where that is cut, never between \r and \n. */
function sliceEnd(source: string, from: number, whole: boolean): number {
  let end = Math.min(source.length, from + charsPerFrame)
  if (end < source.length) {
    const lineEnd = source.lastIndexOf("\n", end - 1)
    if (lineEnd > from) end = lineEnd + 1
  }
  const isCut = end < source.length || !whole
  return isCut && source[end - 1] === "\r" ? end - 1 : end
}
