import { hostname } from "node:os"
import pino from "pino"

/**
 * Structured logs, one JSON line per event, to stderr: time, level, message, node, and what belongs to it. Never a prompt,
 * an answer or a secret.
 */
export function createLog(level: string, node = hostname()) {
  const destination = pino.destination({ dest: 2, sync: false })
  // A log that cannot be written (a full disk) ends nothing: without a listener it would be the process.
  destination.on("error", () => undefined)
  return pino(
    {
      level,
      base: { node },
      timestamp: pino.stdTimeFunctions.isoTime,
      // Words: whoever reads the file need not know the numbers.
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
}

export type Log = ReturnType<typeof createLog>
