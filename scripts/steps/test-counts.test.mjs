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
  const failing = {
    name: "b.test.ts",
    status: "failed",
    assertionResults: [{ status: "failed", fullName: "adds up", failureMessages: ["expected 3\n  at …"] }],
  }
  const broken = { name: "c.test.ts", status: "failed", message: "cannot load", assertionResults: [] }
  const report = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }
  expect(vitestCounts({ ...report, testResults: [passing, failing, broken] })).toEqual({
    passed: 1,
    failed: 2,
    skipped: 3,
    failures: ["c.test.ts: cannot load", "b.test.ts > adds up: expected 3"],
  })
})

test("flaky browser tests and errors outside of tests count as failures", () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  const spec = (status, error) => ({
    file: "a.spec.ts",
    line: 7,
    title: "signs in",
    tests: [{ status, results: [{ error }] }],
  })
  const suites = [{ suites: [{ specs: [spec("expected"), spec("unexpected", { message: "no link\n…" })] }] }]
  expect(playwrightCounts({ stats, errors: [{ message: "no server" }], suites })).toEqual({
    passed: 5,
    failed: 3,
    skipped: 2,
    failures: ["no server", "a.spec.ts:7 > signs in: no link"],
  })
})

test("no report, an empty one, and an unexplained exit code are failures", () => {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  writeFileSync(join(folder, "report.json"), "{}")
  expect(countsOfReport(join(folder, "none.json"), () => counts).failed).toBe(1)
  expect(countsOfReport(join(folder, "report.json"), () => counts).failed).toBe(1)
  expect(withExitCode({ passed: 3, failed: 0, skipped: 0 }, 1)).toMatchObject({
    failed: 1,
    failures: ["the runner exited with 1, though every test passed"],
  })
  expect(withExitCode({ passed: 3, failed: 2, skipped: 0 }, 1).failed).toBe(2)
})

test("the verdict names skipped tests only when there are some", () => {
  const one = { passed: 1, failed: 0, skipped: 0 }
  expect(verdict(addCounts([one, one]))).toBe("2 passed, 0 failed")
  expect(verdict(addCounts([one, { passed: 0, failed: 1, skipped: 4 }]))).toBe(
    "1 passed, 1 failed, 4 skipped",
  )
})
