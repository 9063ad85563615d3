import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { root } from "./project.mjs"
import { Refusal } from "./refusal.mjs"

const NEEDED = 24

/**
 * The Node that everything but these scripts runs on: the one that package.json pins as an npm package, or the
 * running one when it is new enough (there is no package for every system; musl Linux cannot run the one it gets).
 */
export function pinnedNode() {
  const packaged = packagedNode()
  if (spawnSync(packaged, ["--version"]).status === 0) return packaged
  if (Number.parseInt(process.versions.node, 10) >= NEEDED) return process.execPath
  throw new Refusal(
    `Bracket needs Node ${NEEDED}; this is Node ${process.versions.node}, and npm has no working copy of Node ${NEEDED} for ${process.platform}-${process.arch}.`,
    `Install Node ${NEEDED} or newer and run the command again.`,
  )
}

function packagedNode() {
  const windows = process.platform === "win32"
  const folder = `node-${windows ? "win" : process.platform}-${process.arch}`
  return join(root, "node_modules", folder, "bin", windows ? "node.exe" : "node")
}
