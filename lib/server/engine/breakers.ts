import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  type FailureReason,
  handleWhen,
  type IBackoffFactory,
  type IBreaker,
  type IHalfOpenAfterBackoffContext,
  SamplingBreaker,
} from "cockatiel"
import { BracketError, type ErrorCode } from "#lib/domain/errors"

const serviceFaults: ReadonlySet<ErrorCode> = new Set([
  "upstream_fault",
  "upstream_unreachable",
  "upstream_connect_timeout",
  "upstream_silent",
  "upstream_stalled",
])

/** True for what says that the service itself is ill; a refused key, a bad request or a rate limit does not. */
export function isServiceFault(error: unknown): boolean {
  return error instanceof BracketError && serviceFaults.has(error.code)
}

/** How long an open breaker refuses calls before it lets one probe through, in ms. */
export const halfOpenAfterMs = 30_000

/** Opens as soon as one of several breakers does. */
class AnyBreaker implements IBreaker {
  private readonly breakers: IBreaker[]
  constructor(breakers: IBreaker[]) {
    this.breakers = breakers
  }
  get state(): unknown {
    return this.breakers.map((breaker) => breaker.state)
  }
  set state(value: unknown) {
    if (!Array.isArray(value)) return
    for (const [index, breaker] of this.breakers.entries()) breaker.state = value[index]
  }
  success(state: CircuitState): void {
    for (const breaker of this.breakers) breaker.success(state)
  }
  failure(state: CircuitState): boolean {
    // Each of them has to see the failure, so no short circuit.
    return this.breakers.map((breaker) => breaker.failure(state)).some(Boolean)
  }
}

/** A probe that ended without telling whether the service is well. */
class NoVerdict extends Error {
  /** After how many ms the next probe may go out. */
  readonly waitMs: number
  constructor(cause: unknown, waitMs: number) {
    super("no verdict", { cause })
    this.waitMs = waitMs
  }
}

/**
 * How long to wait for the next probe after one that says nothing of the service; undefined when it does say something.
 * Not a word came of a probe that was stopped, or that failed on this side. A rate limit comes from something that lives,
 * but often stands before the service: it closes nothing, and the next probe waits as long as it asks for.
 */
function withoutVerdict(error: unknown): number | undefined {
  if (!(error instanceof BracketError) || !error.code.startsWith("upstream_")) return 0
  if (error.code !== "upstream_rate_limited") return undefined
  return Math.min(error.retryAfterMs ?? 1000, halfOpenAfterMs)
}

/** The breaker of one connection (DESIGN section 8): 5 consecutive service faults, or over half of at least 10 calls in 30 s. */
export function createBreaker(now: () => number) {
  const waitAfter = (failure: FailureReason<unknown>): number =>
    "error" in failure && failure.error instanceof NoVerdict ? failure.error.waitMs : halfOpenAfterMs
  const backoff: IBackoffFactory<IHalfOpenAfterBackoffContext> = {
    next: ({ result }) => ({ duration: waitAfter(result), next: backoff.next }),
  }
  const policy = circuitBreaker(
    handleWhen((error) => isServiceFault(error) || error instanceof NoVerdict),
    {
      halfOpenAfter: backoff,
      breaker: new AnyBreaker([
        new ConsecutiveBreaker(5),
        new SamplingBreaker({ threshold: 0.5, duration: 30_000, minimumRps: 10 / 30 }),
      ]),
    },
  )
  let opensAt = 0
  policy.onBreak((reason) => {
    opensAt = now() + ("isolated" in reason ? halfOpenAfterMs : waitAfter(reason))
  })
  return {
    /** Calls, unless the breaker is open: then it throws cockatiel's `BrokenCircuitError`. */
    async execute<T>(call: () => Promise<T>): Promise<T> {
      try {
        return await policy.execute(async () => {
          const isProbe = policy.state === CircuitState.HalfOpen
          try {
            return await call()
          } catch (error) {
            const waitMs = isProbe ? withoutVerdict(error) : undefined
            throw waitMs === undefined ? error : new NoVerdict(error, waitMs)
          }
        })
      } catch (error) {
        throw error instanceof NoVerdict ? error.cause : error
      }
    },
    /** Closed: calls go through. Half open: one probe does. Open: none does. */
    state(): "closed" | "half_open" | "open" {
      // The probe goes out with the next call: until then, an open breaker whose time is over stays as it is.
      if (policy.state === CircuitState.Closed) return "closed"
      return policy.state === CircuitState.HalfOpen ? "half_open" : "open"
    },
    /** Epoch ms until which calls are refused; undefined while the breaker is closed. While a probe is out: now. */
    waitsUntil(): number | undefined {
      if (policy.state === CircuitState.Closed) return undefined
      return policy.state === CircuitState.Open ? opensAt : now()
    },
  }
}

export type Breaker = ReturnType<typeof createBreaker>

/** One breaker per connection, made on first use. */
export function createBreakers(now: () => number) {
  const breakers = new Map<string, Breaker>()
  return {
    of(connectionId: string): Breaker {
      const known = breakers.get(connectionId)
      if (known) return known
      const made = createBreaker(now)
      breakers.set(connectionId, made)
      return made
    },
    /** The connections that wait: those whose breaker is open, or has its probe out. */
    open: (): string[] =>
      [...breakers].flatMap(([id, breaker]) => (breaker.waitsUntil() === undefined ? [] : [id])),
    /** How the breakers are of the connections that were used since the start. */
    states(): { connectionId: string; state: ReturnType<Breaker["state"]> }[] {
      return [...breakers].map(([connectionId, breaker]) => ({ connectionId, state: breaker.state() }))
    },
  }
}

export type Breakers = ReturnType<typeof createBreakers>
