import type { AskedCache } from "#lib/domain/answer-cache"
import type { Variant } from "#lib/domain/batch"
import type { Check } from "#lib/domain/check-schema"
import type { LoggedEvent, RunEvent, RunEventOf } from "#lib/domain/events"
import { isFinal, type Token } from "#lib/domain/outcome"
import { applyRunEvent, type RunState } from "#lib/domain/run"
import type { Resolved } from "#lib/server/engine/connections"
import type { EventLog } from "#lib/server/engine/event-log"
import type { RunWatch } from "#lib/server/engine/run-watch"

/** At most one delta per run and channel in this many ms: a frame of the browser. */
const coalesceMs = 16

/** A run that this node carries. */
export interface LiveRun {
  id: string
  variant: Variant
  sample: number
  /** What its output is asked for when it is there. */
  checks: Check[]
  /** Whether the answer to an equal request may stand in. */
  cache: AskedCache
  createdAt: number
  /** Epoch ms, set when it was queued here and steady from then on: no step of the run is timed by a clock that was moved. */
  clock: () => number
  /** Claimed when it was written, because it starts at once. */
  claimed: boolean
  /** The connection and model as they were checked for it; a run that has waited looks again. */
  chosen?: Resolved
  state: RunState
  /** The last event that `state` contains. */
  eventId: string | null
  /** Aborted with the reason for which the run ends early. */
  abort: AbortController
  /** Has arrived since the last flush to the database. */
  dirty: boolean
  /** Its first piece has gone out. */
  begun: boolean
  /** The trace context of the call that asked for it. */
  traceparent?: string
  /** Tells observers of it while it is carried. */
  watch?: RunWatch
}

type Channel = RunEventOf<"run.delta">["channel"]

/** The runs of one batch that this node carries: folds their events, joins their tokens, feeds the event log. */
export class LiveBatch {
  readonly id: string
  readonly personId: string
  readonly concurrency: number
  readonly runs = new Map<string, LiveRun>()
  private readonly log: EventLog
  private readonly pending = new Map<string, RunEventOf<"run.delta">>()
  private timer: NodeJS.Timeout | undefined

  constructor(batch: { id: string; personId: string; concurrency: number }, log: EventLog) {
    this.id = batch.id
    this.personId = batch.personId
    this.concurrency = batch.concurrency
    this.log = log
  }

  /** Takes what the upstream wrote. The first piece of a run goes out at once, the rest once per frame. */
  delta(run: LiveRun, channel: Channel, text: string, tokens: Token[] | undefined): void {
    const key = `${run.id} ${channel}`
    const waiting = this.pending.get(key)
    if (waiting) {
      waiting.text += text
      if (tokens) waiting.tokens = waiting.tokens ? [...waiting.tokens, ...tokens] : tokens
      return
    }
    this.pending.set(key, { type: "run.delta", runId: run.id, channel, text, ...(tokens ? { tokens } : {}) })
    if (run.begun) this.timer ??= setTimeout(() => void this.publish(), coalesceMs)
    else void this.publish()
    run.begun = true
  }

  /** Hands what has arrived, and then these events, to the log; resolves when the runs hold them. Never rejects. */
  async publish(...events: RunEvent[]): Promise<void> {
    const all = [...this.takeDeltas(), ...events]
    if (all.length > 0) await this.write(all)
  }

  /** True while a run of this batch has not ended. */
  isBusy(): boolean {
    for (const run of this.runs.values()) if (!isFinal(run.state.status)) return true
    return false
  }

  private takeDeltas(): RunEvent[] {
    clearTimeout(this.timer)
    this.timer = undefined
    const deltas = [...this.pending.values()]
    this.pending.clear()
    return deltas
  }

  private write(events: RunEvent[]): void | Promise<void> {
    const logged = this.log.append(this.id, events)
    // The log in memory answers at once: no turn of the event loop lies between an event and its fold.
    if (Array.isArray(logged)) this.fold(logged)
    // A log that is away costs the readers these events, never the run its text: it is folded, and recorded.
    else
      return logged.then(
        (entries) => this.fold(entries),
        () => this.fold(events.map((event) => ({ id: "", event }))),
      )
  }

  private fold(entries: LoggedEvent[]): void {
    for (const { id, event } of entries) {
      const run = "runId" in event ? this.runs.get(event.runId) : undefined
      if (!run) continue
      run.state = applyRunEvent(run.state, event)
      run.eventId = id || run.eventId
      run.dirty = true
    }
  }
}
