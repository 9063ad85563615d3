import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBreaker,
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

/** The breaker of one connection (DESIGN section 8): 5 consecutive service faults, or over half of at least 10 calls in 30 s. */
export function createBreaker(now: () => number) {
  const policy = circuitBreaker(handleWhen(isServiceFault), {
    halfOpenAfter: halfOpenAfterMs,
    breaker: new AnyBreaker([
      new ConsecutiveBreaker(5),
      new SamplingBreaker({ threshold: 0.5, duration: 30_000, minimumRps: 10 / 30 }),
    ]),
  })
  let opensAt = 0
  policy.onBreak(() => {
    opensAt = now() + halfOpenAfterMs
  })
  return {
    policy,
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
  }
}

export type Breakers = ReturnType<typeof createBreakers>
