import type { Token } from "#lib/domain/outcome"
import type { Screening } from "#lib/domain/screening-schema"
import type { CarryDeps } from "#lib/server/engine/carry-run"
import type { LiveBatch, LiveRun } from "#lib/server/engine/live-batch"
import { contentBlocked, RunMarks } from "#lib/server/engine/screening/run-marks"
import { screenedVariant } from "#lib/server/engine/screening/screen-prompt"
import { type Released, ScreenedOutput } from "#lib/server/engine/screening/screened-output"
import type { WordFilter } from "#lib/server/engine/screening/word-filter"
import type { WordMatcher } from "#lib/server/engine/screening/word-matcher"

type Channel = "text" | "reasoning" | "tool"
const channels = ["reasoning", "text", "tool"] as const

export interface Delta {
  channel: Channel
  text: string
  tokens?: Token[]
}

/** One run under the word filter, from its prompt to its end. */
export class RunScreening {
  private readonly marks = new RunMarks()
  private readonly matcher: WordMatcher
  private readonly outputs = new Map<Channel, ScreenedOutput>()
  private isOver = false
  private alternatives = 0

  /** Nothing is looked for: deltas pass as they are. */
  private readonly isIdle: boolean

  private constructor(matcher: WordMatcher) {
    this.matcher = matcher
    this.isIdle = matcher.plain.isEmpty && matcher.strict.isEmpty
  }

  /**
   * Screens what the run is about to send, and puts the masked form in its place. `onBegun` is given the screening before
   * anything may fail. Throws `BracketError("content_blocked")`.
   */
  static async ofPrompt(
    run: LiveRun,
    { wordFilter }: { wordFilter: WordFilter },
    onBegun: (screening: RunScreening) => void,
  ): Promise<void> {
    const { prompts, outputs } = await wordFilter.current()
    const screening = new RunScreening(outputs)
    onBegun(screening)
    run.variant = await screenedVariant(run.variant, prompts, screening.marks)
  }

  /** Hands on what may go out of a delta. Throws `BracketError("content_blocked")` at a word that ends the run. */
  take(delta: Delta, run: LiveRun, batch: LiveBatch): void {
    const { channel, text, tokens } = delta
    if (this.isIdle) batch.delta(run, channel, text, tokens)
    else this.pass(channel, (this.outputs.get(channel) ?? this.open(channel)).write(text, tokens), run, batch)
  }

  /** Lets go of what was held back when the run came to its end. Returns what the run has failed with, then. */
  end(run: LiveRun, batch: LiveBatch, failure: unknown): unknown {
    if (this.isOver) return failure
    try {
      for (const channel of channels) {
        const output = this.outputs.get(channel)
        if (output) this.pass(channel, output.end(), run, batch)
      }
    } catch (blocked) {
      return blocked
    }
    return failure
  }

  /** What the run says about it, if anything was found. */
  summary(): { screening?: Screening } {
    const screening = this.marks.screening()
    return screening ? { screening } : {}
  }

  /** Writes down where words were found. Never rejects: an answer that came is kept, even when its marks are not. */
  async record(
    run: LiveRun,
    personId: string,
    { store, log, unrecorded, now }: Pick<CarryDeps, "store" | "log" | "unrecorded" | "now">,
  ): Promise<void> {
    const marks = this.marks.all(now())
    if (marks.length === 0) return
    await store.screening.mark(run.id, personId, marks).catch((err: unknown) => {
      log.error({ err, runId: run.id }, "marks not recorded yet")
      unrecorded.keepMarks(run.id, personId, marks)
    })
  }

  private open(channel: Channel): ScreenedOutput {
    const output = new ScreenedOutput(this.matcher, {
      escapes: channel === "tool",
      onFound: (found) => this.marks.add(channel, found),
      onAlternative: (found) => this.marks.add("alternatives", found, `${channel} ${++this.alternatives}`),
    })
    this.outputs.set(channel, output)
    return output
  }

  private pass(channel: Channel, { text, tokens, blockedBy }: Released, run: LiveRun, batch: LiveBatch) {
    if (text !== "" || tokens) batch.delta(run, channel, text, tokens)
    if (!blockedBy) return
    // Nothing of what other channels still hold goes out after it.
    this.isOver = true
    throw contentBlocked(blockedBy, "output")
  }
}
