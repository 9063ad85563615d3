import { existsSync, readFileSync } from "node:fs"

const NOTHING_RAN = {
  passed: 0,
  failed: 1,
  skipped: 0,
  failures: ["no test ran: see what the runner printed"],
}

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
    failures: [
      ...brokenFiles.map((file) => `${file.name}: ${firstLine(file.message)}`),
      ...report.testResults.flatMap((file) =>
        file.assertionResults
          .filter((test) => test.status === "failed")
          .map((test) => `${file.name} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`),
      ),
    ],
  }
}

export function playwrightCounts({ stats, errors, suites = [] }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [...errors.map((error) => firstLine(error.message)), ...suites.flatMap(failedSpecs)],
  }
}

function failedSpecs({ specs = [], suites = [] }) {
  const failed = specs.flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === "unexpected" || test.status === "flaky")
      .map((test) => {
        const error = test.results.find((result) => result.error)?.error
        return `${spec.file}:${spec.line} > ${spec.title}: ${firstLine(error?.message)}`
      }),
  )
  return [...failed, ...suites.flatMap(failedSpecs)]
}

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g")

function firstLine(message = "") {
  return message.replace(COLOURS, "").trim().split("\n")[0]
}

/** A runner that exits with an error although every test passed has failed (an error outside of any test). */
export function withExitCode(counts, code) {
  if (code === 0 || counts.failed > 0) return counts
  return { ...counts, failed: 1, failures: [`the runner exited with ${code}, though every test passed`] }
}

export function addCounts(all) {
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0)
  return {
    passed: sum("passed"),
    failed: sum("failed"),
    skipped: sum("skipped"),
    failures: all.flatMap((counts) => counts.failures ?? []),
  }
}

/** "12 passed, 0 failed, 3 skipped": the one line that says how a test run went. */
export function verdict({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`
}
