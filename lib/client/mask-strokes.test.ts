import { expect, test } from "vitest"
import {
  emptyPainting,
  type MaskAction,
  type MaskPainting,
  type MaskStep,
  movedPoint,
  paintMask,
  visibleSteps,
} from "./mask-strokes.ts"

const stroke = (x: number): MaskStep => ({ kind: "stroke", points: [{ x, y: 0 }], size: 8, erase: false })
const add = (step: MaskStep): MaskAction => ({ type: "add", step })
const undo: MaskAction = { type: "undo" }
const redo: MaskAction = { type: "redo" }
const after = (...actions: MaskAction[]): MaskPainting => actions.reduce(paintMask, emptyPainting)

test("undo takes back the last stroke only, redo puts it there again", () => {
  const two = [add(stroke(1)), add(stroke(2))]
  expect(after(...two, undo).done).toEqual([stroke(1)])
  expect(after(...two, undo, undo, redo, redo)).toEqual(after(...two))
})

test("clearing can be undone: nobody loses a painting to one click", () => {
  expect(after(add(stroke(1)), add({ kind: "clear" }), undo).done).toEqual([stroke(1)])
})

test("after a new stroke there is nothing left to redo", () => {
  const painting = after(add(stroke(1)), undo, add(stroke(2)))
  expect(paintMask(painting, redo)).toBe(painting)
  expect(painting.done).toEqual([stroke(2)])
})

test("undo and redo beyond the ends change nothing", () => {
  expect(after(undo, redo)).toBe(emptyPainting)
})

test("what was painted before all was filled or cleared is not drawn; what was inverted is", () => {
  const painting = after(add(stroke(1)), add({ kind: "fill" }), add(stroke(2)), add({ kind: "invert" }))
  expect(visibleSteps(painting)).toEqual({
    steps: [{ kind: "fill" }, stroke(2), { kind: "invert" }],
    covers: true,
  })
  expect(visibleSteps(after(add({ kind: "invert" })))).toEqual({ steps: [{ kind: "invert" }], covers: false })
})

test("the cursor of the keyboard stays on the mask", () => {
  expect(movedPoint({ x: 5, y: 5 }, -20, 400, { width: 64, height: 32 })).toEqual({ x: 0, y: 32 })
})
