import { expect, test } from "vitest"
import { openedOn, type ViewerAction, type ViewerState, viewerAfter, viewerOver } from "./viewer-state.ts"

const three = { count: 3, hasInit: true }
const after = (state: ViewerState, action: ViewerAction) => viewerAfter(state, action, three)

test("it opens on one picture, with the one before it ready to be compared", () => {
  expect(openedOn(2, three)).toEqual({ a: 2, b: 1, mode: "single" })
  expect(openedOn(0, three)).toEqual({ a: 0, b: "init", mode: "single" })
  expect(openedOn(0, { count: 3, hasInit: false })).toEqual({ a: 0, b: 1, mode: "single" })
  expect(openedOn(0, three, "side").mode).toBe("side")
})

test("a single picture has nothing to be compared with", () => {
  const alone = openedOn(0, { count: 1, hasInit: false }, "slider")
  expect(alone).toEqual({ a: 0, b: undefined, mode: "single" })
  expect(viewerAfter(alone, { type: "swap" }, { count: 1, hasInit: false })).toBe(alone)
  expect(viewerAfter(alone, { type: "mode", mode: "difference" }, { count: 1, hasInit: false })).toBe(alone)
})

test("arrows go from the init image to the last picture, and no further", () => {
  let state = openedOn(1, three)
  state = after(state, { type: "step", by: -1 })
  expect(state.a).toBe(0)
  state = after(state, { type: "step", by: -1 })
  expect(state.a).toBe("init")
  expect(after(state, { type: "step", by: -1 })).toBe(state)
  expect(after({ a: 2, b: 0, mode: "single" }, { type: "step", by: 1 }).a).toBe(2)
})

test("A and B are never the same picture", () => {
  expect(after({ a: 1, b: 0, mode: "side" }, { type: "step", by: -1 })).toEqual({ a: 0, b: 1, mode: "side" })
  expect(after({ a: 1, b: 0, mode: "side" }, { type: "step-other", by: 1 }).b).toBe(2)
  expect(after({ a: 2, b: 1, mode: "side" }, { type: "step-other", by: 1 }).b).toBe(1)
  expect(after({ a: 1, b: 0, mode: "side" }, { type: "compare-with", choice: 1 })).toEqual({
    a: 0,
    b: 1,
    mode: "side",
  })
})

test("who chooses a picture to compare with sees it at once; C swaps the two", () => {
  expect(after({ a: 1, b: 0, mode: "single" }, { type: "compare-with", choice: "init" })).toEqual({
    a: 1,
    b: "init",
    mode: "side",
  })
  expect(after({ a: 1, b: 0, mode: "flip" }, { type: "swap" })).toEqual({ a: 0, b: 1, mode: "flip" })
})

test("a deleted picture gives its place to the next, the last one to the one before it", () => {
  const gone = (place: number) => (before: number) =>
    before === place ? undefined : before > place ? before - 1 : before
  const two = { count: 2, hasInit: false }
  expect(viewerOver({ a: 1, b: 0, mode: "side" }, gone(1), two)).toEqual({ a: 1, b: 0, mode: "side" })
  expect(viewerOver({ a: 2, b: 0, mode: "side" }, gone(2), two)).toEqual({ a: 1, b: 0, mode: "side" })
  // What it was compared with is the next: compared with itself, it would say nothing.
  expect(viewerOver({ a: 0, b: 1, mode: "flip" }, gone(0), two)).toEqual({ a: 0, b: 1, mode: "flip" })
  expect(viewerOver({ a: 0, b: 1, mode: "flip" }, gone(0), { count: 1, hasInit: false })).toEqual({
    a: 0,
    b: undefined,
    mode: "single",
  })
})

test("a picture that comes back, or one more before them, leaves the same two in view", () => {
  const later = (before: number) => before + 1
  expect(viewerOver({ a: 1, b: 0, mode: "side" }, later, three)).toEqual({ a: 2, b: 1, mode: "side" })
  expect(viewerOver({ a: "init", b: 0, mode: "side" }, later, three)).toEqual({
    a: "init",
    b: 1,
    mode: "side",
  })
})
