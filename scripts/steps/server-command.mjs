import { join } from "node:path"
import { readEnvFile } from "./env-file.mjs"
import { ensureInstalled } from "./install.mjs"
import { pinnedNode } from "./pinned-node.mjs"
import { root } from "./project.mjs"
import { runTool } from "./run-tool.mjs"
import { prepareDataDir, readSettings } from "./settings.mjs"

/** Runs a command of the server beside the app, with its configuration; the process ends with the command's exit code. */
export async function runServerCommand(file, args) {
  await ensureInstalled()
  const node = pinnedNode()
  const env = { ...readEnvFile(join(root, ".env"), node), ...process.env }
  const { dataDir } = readSettings(env)
  prepareDataDir(dataDir)
  // Server modules import "server-only", which is empty under this condition and throws without it.
  const { code } = await runTool(
    node,
    ["--conditions=react-server", join(root, "lib/server", file), ...args],
    {
      env: { ...env, DATA_DIR: dataDir },
    },
  )
  process.exitCode = code
}
