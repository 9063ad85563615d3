import { handleWhen, type IBackoff, type IRetryBackoffContext, isBrokenCircuitError, retry } from "cockatiel"
import { BracketError } from "#lib/domain/errors"
import type { Breaker } from "#lib/server/engine/breakers"
import type { Sleep } from "#lib/server/engine/sleep"

/** At most this many tries of one run (DESIGN section 8). */
export const maxTries = 5
/** A provider that asks for a longer wait than this, in ms, fails the run with that hint. */
export const longestRetryAfterMs = 60_000

/** What happens between the tries, for the event stream. `attempt` counts from 1. */
export interface AttemptListener {
  onRetry(retry: { attempt: number; waitMs: number; error: BracketError }): void
  onBreaker(untilMs: number): void
}

const mayTryAgain = (error: unknown): error is BracketError =>
  error instanceof BracketError && error.retryable && (error.retryAfterMs ?? 0) <= longestRetryAfterMs

/** 1 s, doubling, each between three quarters and five quarters of that; the provider's own word wins. */
function backoff(
  context: IRetryBackoffContext<unknown>,
  random: () => number,
): IBackoff<IRetryBackoffContext<unknown>> {
  const asked =
    "error" in context.result && mayTryAgain(context.result.error)
      ? context.result.error.retryAfterMs
      : undefined
  return {
    duration: asked ?? Math.round(1000 * 2 ** (context.attempt - 1) * (0.75 + random() / 2)),
    next: (later) => backoff(later, random),
  }
}

/**
 * Calls `open` until it answers: retry outside, the breaker inside. An open breaker makes it wait, which is no
 * attempt. Rejects with the last error, or with the signal's reason as soon as it aborts, in a wait too.
 */
export async function openWithRetries<T>(
  open: (attempt: number) => Promise<T>,
  deps: {
    breaker: Breaker
    /** Waits until a try may be sent. What it takes is held while a breaker is open: the others wait for that too. */
    admit: (attempt: number) => Promise<void>
    listener: AttemptListener
    signal: AbortSignal
    sleep: Sleep
    random: () => number
    now: () => number
  },
): Promise<T> {
  const { breaker, listener, signal } = deps
  const throughBreaker = async (attempt: number): Promise<T> => {
    let told: number | undefined
    /** Says until when it waits, or that a probe is on its way; each once. */
    const tell = () => {
      const { state, waitMs = 0 } = breaker.view()
      if (state === "closed") return
      const untilMs = deps.now() + waitMs
      const pause = waitMs === 0 ? 0 : untilMs
      if (told !== undefined && Math.abs(pause - told) < 1000) return
      told = pause
      listener.onBreaker(untilMs)
    }
    for (;;) {
      signal.throwIfAborted()
      tell()
      try {
        return await breaker.execute(async () => {
          signal.throwIfAborted()
          return open(attempt)
        })
      } catch (error) {
        if (!isBrokenCircuitError(error)) throw error
        // The probe of another may have failed meanwhile.
        tell()
        await deps.sleep(Math.max(50, breaker.view().waitMs ?? 0), signal)
      }
    }
  }
  const policy = retry(handleWhen(mayTryAgain), {
    maxAttempts: maxTries - 1,
    backoff: { next: (context) => backoff(context, deps.random) },
  }).dangerouslyUnref()
  policy.onRetry((event) => {
    if ("error" in event && mayTryAgain(event.error))
      listener.onRetry({ attempt: event.attempt, waitMs: event.delay, error: event.error })
  })
  // The policy's own wait cannot be cut short, so leaving it is our part: what it does later meets an aborted signal.
  return await new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason)
    signal.addEventListener("abort", leave, { once: true })
    policy
      .execute(async ({ attempt }) => {
        signal.throwIfAborted()
        await deps.admit(attempt + 1)
        return throughBreaker(attempt + 1)
      })
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", leave))
  })
}
