/**
 * npm run secrets -- COMMAND: looks after the master key that seals stored secrets. Commands: status; rotate-master
 * (--stopped: no node is running); discard-unreadable (--yes). Runs under any Node from 18 on.
 */
import { orRefuse, Refusal } from "./steps/refusal.mjs"
import { runServerCommand } from "./steps/server-command.mjs"

const COMMANDS = ["status", "rotate-master", "discard-unreadable"]

await orRefuse(async () => {
  const [command, ...options] = process.argv.slice(2)
  if (!COMMANDS.includes(command)) {
    throw new Refusal(
      command ? `There is no command "${command}".` : "Say what to do: npm run secrets -- COMMAND.",
      `The commands are ${COMMANDS.join(", ")}.`,
    )
  }
  await runServerCommand("secrets-command.ts", [command, ...options])
})
