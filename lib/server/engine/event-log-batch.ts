import type { LoggedEvent, RunEvent } from "#lib/domain/events"

/** How much of a batch is kept: events, and bytes as far as their texts go (estimated, not measured). */
export interface BatchLimits {
  maxEvents: number
  maxBytes: number
}

/** Dropped events are cut off the array in portions: shifting it for each would cost its length. */
const cutAfter = 1_024

/**
 * The events of one batch in memory. An event's index counts from 0 over the whole life of the batch, trimmed
 * events included, and is the second half of its id: resuming after an id is arithmetic, not a search.
 */
export class BatchEvents {
  /** Readers at this moment; kept by the log. */
  readers = 0
  /** Nothing more is expected. */
  ended = false
  /** Index of the next event to come. */
  end = 0
  private events: LoggedEvent[] = []
  /** How many events at the front of the array are dropped already. */
  private dropped = 0
  private bytes = 0
  private readonly start: number
  private readonly limits: BatchLimits
  /** One promise for all that wait, made when the first of them comes. */
  private waiting: PromiseWithResolvers<void> | undefined

  constructor(start: number, limits: BatchLimits) {
    this.start = start
    this.limits = limits
  }

  /** Index of the oldest event that is kept. */
  get oldest(): number {
    return this.end - (this.events.length - this.dropped)
  }

  append(events: RunEvent[]): LoggedEvent[] {
    const logged = events.map((event) => {
      this.bytes += sizeOf(event)
      return { id: `${this.start}-${this.end++}`, event }
    })
    for (const event of logged) this.events.push(event)
    this.ended = false
    this.trim()
    this.wake()
    return logged
  }

  /** The events from an index on. */
  from(index: number): LoggedEvent[] {
    return this.events.slice(this.dropped + index - this.oldest)
  }

  /** The index of the event after an id; undefined when the id is not one of this log. */
  indexAfter(id: string): number | undefined {
    const [start, index] = id.split("-").map(Number)
    return start === this.start && index !== undefined && index < this.end ? index + 1 : undefined
  }

  lastId(): string | undefined {
    return this.events.at(-1)?.id
  }

  finish(): void {
    this.ended = true
    this.wake()
  }

  /** Resolves at the next append, end or wake. */
  changed(): Promise<void> {
    this.waiting ??= Promise.withResolvers()
    return this.waiting.promise
  }

  wake(): void {
    this.waiting?.resolve()
    this.waiting = undefined
  }

  private trim(): void {
    const { maxEvents, maxBytes } = this.limits
    // The newest event stays, however large: a log that has events has a last one.
    while (this.events.length - this.dropped > 1) {
      const oldest = this.events[this.dropped]
      if (!oldest || (this.events.length - this.dropped <= maxEvents && this.bytes <= maxBytes)) break
      this.bytes -= sizeOf(oldest.event)
      this.dropped += 1
    }
    if (this.dropped < cutAfter || this.dropped * 2 < this.events.length) return
    this.events = this.events.slice(this.dropped)
    this.dropped = 0
  }
}

/** An estimate of what an event takes in memory. */
function sizeOf(event: RunEvent): number {
  switch (event.type) {
    case "run.delta":
      return 200 + event.text.length + (event.tokens?.length ?? 0) * 200
    case "run.snapshot": {
      const { text, reasoning, tokens, reasoningTokens = [] } = event.run
      return 500 + text.length + reasoning.length + (tokens.length + reasoningTokens.length) * 200
    }
    case "batch.started":
      return 200 + event.runs.length * 150
    default:
      return 300
  }
}
