import { expect, test } from "vitest"
import { historyPlace } from "./history-place.ts"

test("an address asks for a comparison, for runs, or for one thing of a run", () => {
  expect(historyPlace({ batch: "b" })).toEqual({ kind: "batch", id: "b" })
  expect(historyPlace({ runs: "a,b" })).toEqual({ kind: "runs", ids: ["a", "b"] })
  expect(historyPlace({ run: "a" })).toEqual({ kind: "runs", ids: ["a"] })
  expect(historyPlace({ run: "a", part: "seed" })).toEqual({ kind: "part", id: "a", part: "seed" })
  const sha256 = "a".repeat(64)
  expect(historyPlace({ init: sha256 })).toEqual({ kind: "init", sha256 })
  expect(historyPlace({ open: "handover" })).toEqual({ kind: "handover" })
})

test("what it does not understand is left out", () => {
  expect(historyPlace({ run: "a", part: "soul" })).toEqual({ kind: "runs", ids: ["a"] })
  expect(historyPlace({ run: ["a", "b"], part: "seed" })).toBeUndefined()
  expect(historyPlace({ init: "a" })).toBeUndefined()
  expect(historyPlace({ open: "sesame" })).toBeUndefined()
  expect(historyPlace({})).toBeUndefined()
})
