/**
 * npm test: every check there is, ending in "N passed, N failed". `npm test -- PART` runs one part (lint, types, unit,
 * build, e2e); what follows goes to its tool: npm test -- unit lib/domain. Runs under any Node from 18 on.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { buildApp } from "./steps/build-app.mjs"
import { ensureInstalled } from "./steps/install.mjs"
import { pinnedNode } from "./steps/pinned-node.mjs"
import { duration, heading } from "./steps/progress.mjs"
import { tools } from "./steps/project.mjs"
import { orRefuse, Refusal } from "./steps/refusal.mjs"
import { runTool } from "./steps/run-tool.mjs"
import { skippedNotice } from "./steps/skipped-halves.mjs"
import {
  addCounts,
  countsOfReport,
  playwrightCounts,
  verdict,
  vitestCounts,
  withExitCode,
} from "./steps/test-counts.mjs"
import { trainSandbox } from "./steps/train-sandbox.mjs"

const PASSED = { passed: 1, failed: 0, skipped: 0 }
const FAILED = { passed: 0, failed: 1, skipped: 0 }

const PARTS = {
  lint: { title: "Lint and format", run: lint },
  types: { title: "Types", run: types },
  unit: { title: "Unit and contract tests", run: unit },
  build: { title: "Production build", run: build },
  e2e: { title: "Browser tests", run: e2e },
}

await orRefuse(async () => {
  const [part, ...toolArgs] = process.argv.slice(2)
  if (part && !PARTS[part]) {
    throw new Refusal(`There is no part "${part}".`, `The parts are ${Object.keys(PARTS).join(", ")}.`)
  }
  const notice = !part || part === "unit" ? skippedNotice(process.env) : ""
  if (notice) console.log(notice)

  heading("Install")
  await ensureInstalled()
  const node = pinnedNode()
  const reports = mkdtempSync(join(tmpdir(), "bracket-test-"))
  try {
    const results = []
    for (const name of part ? [part] : Object.keys(PARTS)) {
      results.push(await runPart(PARTS[name], { node, env: testEnv(node), reports, toolArgs }))
    }
    if (notice) console.log(`\n${notice}`)
    const total = addCounts(results)
    // Said again at the end: who is handed only the tail of a long log must still learn what failed.
    for (const failure of total.failures) console.log(`failed: ${failure}`)
    console.log(`\n${verdict(total)}`)
    process.exitCode = total.failed > 0 ? 1 : 0
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
})

async function runPart({ title, run }, context) {
  const began = Date.now()
  heading(title)
  const counts = named(title, await run(context))
  console.log(`${title}: ${verdict(counts)} (${duration(Date.now() - began)})`)
  return counts
}

/** Each failure with the part it belongs to; a part that is one check has nothing finer to name. */
function named(title, counts) {
  const failures = counts.failures ?? (counts.failed > 0 ? ["see above"] : [])
  return { ...counts, failures: failures.map((failure) => `${title}: ${failure}`) }
}

async function lint({ node, env, toolArgs }) {
  return check(await runTool(node, [tools.biome, "check", "--error-on-warnings", ...toolArgs], { env }))
}

async function types({ node, env, toolArgs }) {
  // Makes next-env.d.ts and the types of the routes, which a fresh clone lacks.
  const generated = await runTool(node, [tools.next, "typegen"], { env, quiet: true })
  if (generated.code !== 0) {
    console.log(generated.output)
    return FAILED
  }
  return check(await runTool(node, [tools.tsc, "--noEmit", ...toolArgs], { env }))
}

async function unit({ node, env, reports, toolArgs }) {
  if (!(await trainSandbox(node))) return FAILED
  const report = join(reports, "vitest.json")
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...toolArgs]
  const { code } = await runTool(node, [tools.vitest, ...args], { env })
  return withExitCode(countsOfReport(report, vitestCounts), code)
}

async function build({ node }) {
  return (await buildApp(node)) ? PASSED : FAILED
}

/** In a whole run the build is already there; without one there is nothing for a browser to open. */
async function e2e({ node, env, reports, toolArgs }) {
  if (!(await trainSandbox(node)) || !(await buildApp(node))) return FAILED
  const report = join(reports, "playwright.json")
  const { code } = await runTool(node, [tools.playwright, "test", "--reporter=list,json", ...toolArgs], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  return withExitCode(countsOfReport(report, playwrightCounts), code)
}

function check({ code }) {
  return code === 0 ? PASSED : FAILED
}

/** Tools that start "node" by name get the pinned one too. */
function testEnv(node) {
  return {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`,
    NEXT_TELEMETRY_DISABLED: "1",
  }
}
