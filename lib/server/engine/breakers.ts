import { BrokenCircuitError } from "cockatiel"
import { BracketError, type ErrorCode } from "#lib/domain/errors"
import { createFaultCounts } from "#lib/server/engine/fault-counts"

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

export type BreakerState = "closed" | "open" | "half-open"

/** How a breaker stands. `faults`: how many calls in a row have failed. */
export interface BreakerView {
  state: BreakerState
  faults: number
  /** Until the next probe may go out, in ms; while it is open. */
  waitMs?: number
}

type Inner =
  | { state: "closed" }
  | { state: "open"; until: number }
  | { state: "half-open"; probe: Promise<void> }

/**
 * The breaker of one connection (DESIGN section 8): 5 consecutive service faults, or over half of at least 10 calls in
 * 30 s. `clock`: any that tells ms; a steady one, so that nobody waits for a clock that was put back.
 */
export function createBreaker(
  clock: () => number,
  onChange: (state: BreakerState) => void = () => undefined,
) {
  const counts = createFaultCounts(clock)
  let inner: Inner = { state: "closed" }

  function become(next: Inner): void {
    const before = inner.state
    inner = next
    if (before !== next.state) onChange(next.state)
  }

  const open = (waitMs: number) => become({ state: "open", until: clock() + waitMs })

  function close(): void {
    counts.reset()
    become({ state: "closed" })
  }

  /** Lets one call through, while all others wait for what it finds. */
  async function probe<T>(call: () => Promise<T>): Promise<T> {
    const told = Promise.withResolvers<void>()
    become({ state: "half-open", probe: told.promise })
    try {
      const answer = await call()
      close()
      return answer
    } catch (error) {
      const waitMs = withoutVerdict(error)
      if (isServiceFault(error)) {
        counts.failure()
        open(halfOpenAfterMs)
      } else if (waitMs !== undefined) open(waitMs)
      // Refused for its own sake: whoever can say so lives.
      else close()
      throw error
    } finally {
      told.resolve()
    }
  }

  async function whileClosed<T>(call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call()
      counts.success()
      return answer
    } catch (error) {
      // One that began before the breaker opened tells nothing new.
      if (isServiceFault(error) && counts.failure() && inner.state === "closed") open(halfOpenAfterMs)
      throw error
    }
  }

  return {
    /** Calls, unless the breaker is open: then it throws cockatiel's `BrokenCircuitError`. */
    async execute<T>(call: () => Promise<T>): Promise<T> {
      while (inner.state === "half-open") await inner.probe
      if (inner.state === "closed") return whileClosed(call)
      if (clock() < inner.until) throw new BrokenCircuitError()
      return probe(call)
    },
    /** Until when calls are refused, by the clock that it was given; undefined while it is closed. While a probe is out: now. */
    waitsUntil(): number | undefined {
      if (inner.state === "closed") return undefined
      return inner.state === "open" ? inner.until : clock()
    },
    view(): BreakerView {
      const { state } = inner
      if (inner.state !== "open") return { state, faults: counts.consecutive() }
      return { state, faults: counts.consecutive(), waitMs: Math.max(0, inner.until - clock()) }
    },
  }
}

export type Breaker = ReturnType<typeof createBreaker>

/** A breaker that has opened, half-opened or closed. `at`: epoch ms. */
export interface BreakerChange {
  connectionId: string
  state: BreakerState
  at: number
}

/** One breaker per connection, made on first use: each process finds out for itself. */
export function createBreakers({ now, steady }: { now: () => number; steady: () => number }) {
  const breakers = new Map<string, Breaker>()
  const listeners = new Set<(change: BreakerChange) => void>()
  const tell = (connectionId: string) => (state: BreakerState) => {
    for (const listener of listeners) listener({ connectionId, state, at: now() })
  }
  return {
    of(connectionId: string): Breaker {
      const known = breakers.get(connectionId)
      if (known) return known
      const made = createBreaker(steady, tell(connectionId))
      breakers.set(connectionId, made)
      return made
    },
    /** How a connection's breaker stands; one that was never used is closed. */
    view: (connectionId: string): BreakerView =>
      breakers.get(connectionId)?.view() ?? { state: "closed", faults: 0 },
    /** How those stand that have been used since the start. */
    list: (): ({ connectionId: string } & BreakerView)[] =>
      [...breakers].map(([connectionId, breaker]) => ({ connectionId, ...breaker.view() })),
    /** Calls back whenever a breaker changes; the returned function ends that. */
    onChange(listener: (change: BreakerChange) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Breakers = ReturnType<typeof createBreakers>
