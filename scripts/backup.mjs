/**
 * npm run backup -- FILE: writes everything that is stored into one file, while Bracket runs (--replace: also over a file
 * that is there). npm run restore -- FILE: puts it back, while Bracket does not run (--replace: in the place of what is
 * stored now; --stopped: no node is running on PostgreSQL; --without-key: though the master key is another one).
 * Runs under any Node from 18 on.
 */
import { resolve } from "node:path"
import { orRefuse } from "./steps/refusal.mjs"
import { runServerCommand } from "./steps/server-command.mjs"

await orRefuse(async () => {
  const [command, ...args] = process.argv.slice(2)
  const isFile = (arg) => !arg.startsWith("--")
  // npm runs this in the project's folder; the name was typed in another one.
  const typedIn = process.env.INIT_CWD ?? process.cwd()
  const file = args.find(isFile)
  const options = args.filter((arg) => !isFile(arg))
  await runServerCommand("backup-command.ts", [command, file ? resolve(typedIn, file) : "", ...options])
})
