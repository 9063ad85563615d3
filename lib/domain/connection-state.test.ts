import { expect, it } from "vitest"
import { waitEstimateMs } from "./connection-state.ts"

it("estimates a wait by the lanes and the pace of those before, after a pause that is known", () => {
  const given = { waiting: 7, ahead: 2, lanes: 2, medianMs: 8000, pauseMs: 0 }
  expect(waitEstimateMs(given)).toBe(40_000)
  expect(waitEstimateMs({ ...given, pauseMs: 12_000 })).toBe(52_000)
  expect(waitEstimateMs({ ...given, lanes: 0 })).toBe(72_000)
})

it("says nothing before anything has ended, but for a pause", () => {
  const given = { waiting: 1, ahead: 0, lanes: 1, medianMs: undefined }
  expect(waitEstimateMs({ ...given, pauseMs: 0 })).toBeUndefined()
  expect(waitEstimateMs({ ...given, pauseMs: 900 })).toBe(900)
})
