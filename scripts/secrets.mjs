/**
 * npm run secrets -- COMMAND: looks after the master key that seals stored secrets. Commands: status; rotate-master
 * (--stopped: no node is running); discard-unreadable (--yes). Runs under any Node from 18 on.
 */
import { join } from "node:path"
import { readEnvFile } from "./steps/env-file.mjs"
import { ensureInstalled } from "./steps/install.mjs"
import { pinnedNode } from "./steps/pinned-node.mjs"
import { root } from "./steps/project.mjs"
import { orRefuse, Refusal } from "./steps/refusal.mjs"
import { runTool } from "./steps/run-tool.mjs"
import { prepareDataDir, readSettings } from "./steps/settings.mjs"

const COMMANDS = ["status", "rotate-master", "discard-unreadable"]

await orRefuse(async () => {
  const [command, ...options] = process.argv.slice(2)
  if (!COMMANDS.includes(command)) {
    throw new Refusal(
      command ? `There is no command "${command}".` : "Say what to do: npm run secrets -- COMMAND.",
      `The commands are ${COMMANDS.join(", ")}.`,
    )
  }
  await ensureInstalled()
  const node = pinnedNode()
  const env = { ...readEnvFile(join(root, ".env"), node), ...process.env }
  const { dataDir } = readSettings(env)
  prepareDataDir(dataDir)
  // Server modules import "server-only", which is empty under this condition and throws without it.
  const { code } = await runTool(
    node,
    ["--conditions=react-server", join(root, "lib/server/secrets-command.ts"), command, ...options],
    { env: { ...env, DATA_DIR: dataDir } },
  )
  process.exitCode = code
})
