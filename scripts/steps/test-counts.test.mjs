import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import {
  addCounts,
  countsOfReport,
  playwrightCounts,
  verdict,
  vitestCounts,
  withExitCode,
} from "./test-counts.mjs"

const folder = mkdtempSync(join(tmpdir(), "bracket-test-counts-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test("a vitest file that broke before its tests counts as a failure", () => {
  const passing = { status: "passed", assertionResults: [{ status: "passed" }] }
  const failing = { status: "failed", assertionResults: [{ status: "failed" }] }
  const broken = { status: "failed", assertionResults: [] }
  const report = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }
  expect(vitestCounts({ ...report, testResults: [passing, failing, broken] })).toEqual({
    passed: 1,
    failed: 2,
    skipped: 3,
  })
})

test("flaky browser tests and errors outside of tests count as failures", () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  expect(playwrightCounts({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 })
})

test("no report, an empty one, and an unexplained exit code are failures", () => {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  writeFileSync(join(folder, "report.json"), "{}")
  expect(countsOfReport(join(folder, "none.json"), () => counts).failed).toBe(1)
  expect(countsOfReport(join(folder, "report.json"), () => counts).failed).toBe(1)
  expect(withExitCode({ passed: 3, failed: 0, skipped: 0 }, 1).failed).toBe(1)
  expect(withExitCode({ passed: 3, failed: 2, skipped: 0 }, 1).failed).toBe(2)
})

test("the verdict names skipped tests only when there are some", () => {
  const one = { passed: 1, failed: 0, skipped: 0 }
  expect(verdict(addCounts([one, one]))).toBe("2 passed, 0 failed")
  expect(verdict(addCounts([one, { passed: 0, failed: 1, skipped: 4 }]))).toBe(
    "1 passed, 1 failed, 4 skipped",
  )
})
