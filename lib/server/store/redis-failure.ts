import { BracketError } from "#lib/domain/errors"

/** Awaits an answer of Redis; a failure becomes an error that says what to look at. */
export async function redisAnswer<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    throw redisFailure(cause)
  }
}

/** The error of a Redis that does not answer, or refuses. */
export function redisFailure(cause: unknown): BracketError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new BracketError("internal", `Redis does not do its part: ${reason}`, {
    hint: "Check that the server of REDIS_URL is running and reachable; Bracket reconnects by itself.",
    cause,
  })
}
