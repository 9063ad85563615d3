import { hostname } from "node:os"
import pino from "pino"

/**
 * Structured logs, one JSON line per event, to stderr: time, level, message, node, and what belongs to it. Never a prompt,
 * an answer or a secret.
 */
export function createLog(level: string, node = hostname()) {
  return pino(
    {
      level,
      base: { node },
      timestamp: pino.stdTimeFunctions.isoTime,
      // Words: whoever reads the file need not know the numbers.
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: false }),
  )
}

export type Log = ReturnType<typeof createLog>
