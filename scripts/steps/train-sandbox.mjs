import { join } from "node:path"
import { beginStep } from "./progress.mjs"
import { root } from "./project.mjs"
import { runTool } from "./run-tool.mjs"

/** Trains the sandbox's language model; the trainer itself knows when it is up to date. Answers whether it is there. */
export async function trainSandbox(node) {
  const step = beginStep("Sandbox model")
  const { code, output } = await runTool(node, [join(root, "lib/sandbox/train.ts")], { quiet: true })
  if (code === 0) step.done(lastLine(output).replace(/^Sandbox model: /, ""))
  else step.failed(output)
  return code === 0
}

function lastLine(output) {
  return output.trim().split("\n").at(-1)
}
