import { expect, test, vi } from "vitest"
import { createMarkdownReader } from "./markdown-reader.ts"

function reader(now: () => number = () => 0) {
  const due = new Set<() => void>()
  const made = createMarkdownReader((callback) => {
    due.add(callback)
    return () => due.delete(callback)
  }, now)
  const frame = () => {
    const callbacks = [...due]
    due.clear()
    for (const callback of callbacks) callback()
    return callbacks.length
  }
  const text = () =>
    made
      .blocks()
      .map(({ raw }) => raw)
      .join("")
  return { made, frame, text }
}

test("shows new text at once", () => {
  const { made, text } = reader()
  const listener = vi.fn()
  made.subscribe(listener)
  made.read("Hello", true)
  made.read("Hello, *world*", true)
  expect(text()).toBe("Hello, *world*")
  expect(listener).toHaveBeenCalledTimes(2)
  expect(made.blocks()[0]?.open).toBe(true)
})

test("a flood is taken in over several frames, and comes out whole", () => {
  const { made, frame, text } = reader()
  const flood = "Words and words.\n\n".repeat(2000)
  made.read(flood, true)
  expect(text().length).toBeLessThan(5000)
  let frames = 0
  while (frame() > 0) frames += 1
  expect(frames).toBeGreaterThan(5)
  made.read(flood, false)
  while (frame() > 0);
  expect(text()).toBe(flood)
  expect(made.blocks().every(({ open }) => !open)).toBe(true)
})

test("rests in proportion to what reading cost", () => {
  let clock = 0
  // Each look at the clock takes 10 ms, so reading seems to take 10 ms and rests for 60.
  const { made, frame, text } = reader(() => {
    clock += 10
    return clock
  })
  made.read("a", true)
  made.read("ab", true)
  expect(text()).toBe("a")
  let frames = 0
  while (text() !== "ab" && frames < 50) frames += frame()
  expect(frames).toBeGreaterThan(2)
  expect(text()).toBe("ab")
})

test("begins anew with a text that is not the old one going on", () => {
  const { made, text } = reader()
  made.read("First answer", false)
  made.read("Second", true)
  expect(text()).toBe("Second")
  made.read("", true)
  expect(made.blocks()).toEqual([])
})

test("waits with a carriage return until it is known what follows", () => {
  const { made, text } = reader()
  made.read("a\r", true)
  made.read("a\r\nb", false)
  expect(text()).toBe("a\nb")
})
