import pino from "pino"

/** Structured logs, one JSON line per event, to stderr. Never a prompt, an answer or a secret. */
export function createLog(level: string) {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  )
}

export type Log = ReturnType<typeof createLog>
