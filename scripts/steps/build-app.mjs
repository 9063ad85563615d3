import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sourcesFingerprint } from "./fingerprint.mjs"
import { beginStep, stepDone } from "./progress.mjs"
import { root, tools } from "./project.mjs"
import { runTool } from "./run-tool.mjs"

const stampFile = join(root, ".next/bracket-sources-hash")

/** Makes the production build in .next unless the one there is of these very sources. Answers whether there is one. */
export async function buildApp(node) {
  const hash = sourcesFingerprint(root)
  if (isBuilt(hash)) {
    stepDone("Production build", "up to date")
    return true
  }
  const step = beginStep("Production build")
  rmSync(stampFile, { force: true })
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }
  const { code, output } = await runTool(node, [tools.next, "build"], { env, quiet: true })
  if (code !== 0) {
    step.failed(output)
    return false
  }
  writeFileSync(stampFile, hash)
  step.done()
  return true
}

function isBuilt(hash) {
  const complete = existsSync(join(root, ".next/BUILD_ID")) && existsSync(stampFile)
  return complete && readFileSync(stampFile, "utf8") === hash
}
