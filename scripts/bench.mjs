/** npm run bench -- NAME [ARGUMENTS]: runs bench/NAME.ts; without a name lists what there is. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { ensureInstalled } from "./steps/install.mjs"
import { pinnedNode } from "./steps/pinned-node.mjs"
import { root } from "./steps/project.mjs"
import { orRefuse, Refusal } from "./steps/refusal.mjs"
import { runTool } from "./steps/run-tool.mjs"

const folder = join(root, "bench")

await orRefuse(async () => {
  const [name, ...args] = process.argv.slice(2)
  if (!name) return listBenchmarks()
  const file = join(folder, `${name}.ts`)
  if (!/^[\w-]+$/.test(name) || !existsSync(file)) {
    throw new Refusal(`There is no benchmark "${name}".`, "npm run bench lists them.")
  }
  await ensureInstalled()
  // Server modules import "server-only", which is empty under this condition and throws without it.
  const { code } = await runTool(pinnedNode(), ["--conditions=react-server", file, ...args])
  process.exitCode = code
})

function listBenchmarks() {
  const names = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".ts")) : []
  if (names.length === 0) return console.log("There are no benchmarks yet.")
  console.log("npm run bench -- NAME\n")
  for (const file of names.sort()) {
    console.log(
      `  ${file.replace(/\.ts$/, "").padEnd(16)}${firstDocLine(readFileSync(join(folder, file), "utf8"))}`,
    )
  }
}

/** The first line of the comment at the top of a benchmark. */
function firstDocLine(source) {
  const comment = /^\s*(?:\/\*\*?|\/\/)([\s\S]*)/.exec(source)?.[1] ?? ""
  return /[^\s*/].*/.exec(comment)?.[0].replace(/\s*\*\/\s*$/, "") ?? ""
}
