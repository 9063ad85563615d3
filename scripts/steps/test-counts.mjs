import { existsSync, readFileSync } from "node:fs"

const NOTHING_RAN = { passed: 0, failed: 1, skipped: 0 }

/** Counts of a JSON report. No report, or one without any test, is a failure: the runner broke before its tests. */
export function countsOfReport(file, countsOf) {
  if (!existsSync(file)) return NOTHING_RAN
  const counts = countsOf(JSON.parse(readFileSync(file, "utf8")))
  return counts.passed + counts.failed + counts.skipped === 0 ? NOTHING_RAN : counts
}

export function vitestCounts(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

export function playwrightCounts({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }
}

/** A runner that exits with an error although every test passed has failed (an error outside of any test). */
export function withExitCode(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

export function addCounts(all) {
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0)
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") }
}

/** "12 passed, 0 failed, 3 skipped": the one line that says how a test run went. */
export function verdict({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`
}
