/** A place on the mask, in its pixels from the top left. */
export interface Point {
  x: number
  y: number
}

/** One line of the brush: a dot where it has one point only. `size`: its width in pixels of the mask. */
export interface Stroke {
  kind: "stroke"
  points: Point[]
  size: number
  erase: boolean
}

/** What is done to a mask: a stroke, or something to all of it at once. */
export type MaskStep = Stroke | { kind: "clear" } | { kind: "fill" } | { kind: "invert" }

/** A painting as data: `done` makes the mask, step by step; `undone` can be done again, the last one first. */
export interface MaskPainting {
  done: MaskStep[]
  undone: MaskStep[]
}

export type MaskAction = { type: "add"; step: MaskStep } | { type: "undo" } | { type: "redo" }

export const emptyPainting: MaskPainting = { done: [], undone: [] }

/** A step that is added ends what could be done again. Without anything to undo or redo nothing changes. */
export function paintMask(painting: MaskPainting, action: MaskAction): MaskPainting {
  const { done, undone } = painting
  switch (action.type) {
    case "add":
      return { done: [...done, action.step], undone: [] }
    case "undo": {
      const last = done.at(-1)
      return last ? { done: done.slice(0, -1), undone: [...undone, last] } : painting
    }
    case "redo": {
      const next = undone.at(-1)
      return next ? { done: [...done, next], undone: undone.slice(0, -1) } : painting
    }
  }
}

/**
 * The steps that count: what lies under the last one that covers all cannot be seen. `covers` tells that the mask as
 * it was before is covered too.
 */
export function visibleSteps({ done }: MaskPainting): { steps: MaskStep[]; covers: boolean } {
  const last = done.findLastIndex(({ kind }) => kind === "clear" || kind === "fill")
  return last < 0 ? { steps: done, covers: false } : { steps: done.slice(last), covers: true }
}

/** A point moved by pixels, within a mask. */
export function movedPoint(
  { x, y }: Point,
  dx: number,
  dy: number,
  mask: { width: number; height: number },
): Point {
  return { x: clamp(x + dx, mask.width), y: clamp(y + dy, mask.height) }
}

const clamp = (value: number, max: number): number => Math.min(max, Math.max(0, value))
