import type { MonitoredRun } from "#lib/domain/monitor/answers"
import type { Figures } from "#lib/domain/monitor/figures"
import type { RunStatus } from "#lib/domain/outcome"

/** What the store knows of how runs went; a part of `Store`. Figures are summed up by minute, hour and day. */

/** Which runs; what is absent matters not. `to` does not belong to the range. Epoch ms. */
export interface MonitorFilter {
  from: number
  to: number
  connectionId?: string
  model?: string
  personId?: string
  kind?: "text" | "image"
}

export interface WindowFigures {
  /** Runs that succeeded or failed. */
  calls: number
  failed: number
  /** Failed ones by the code of their error. */
  errorsByCode: Record<string, number>
  ttftP90Ms: number | null
  totalP90Ms: number | null
}

/** What figures are told apart by. */
export type Grouping = "model" | "person" | "connection" | "day"

/** Runs that have not ended. */
export interface LiveRuns {
  connectionId: string
  queued: number
  running: number
  /** When the requests of those that run were sent; they are in no figure before they end. */
  sent: number[]
}

export interface MonitorStore {
  /**
   * How runs went that ended in this window, by whole minutes: the first begins at or before `from`. What has just
   * ended is in it after the next `fold`, a few seconds later.
   */
  window(filter: { from: number; to: number; connectionId?: string }): Promise<WindowFigures>
  /**
   * Figures by spans of `stepMs` (whole minutes); spans in which nothing happened are left out. Older than two days
   * there are hours only, older than a hundred days there are days only.
   */
  series(filter: MonitorFilter, stepMs: number): Promise<{ at: number; figures: Figures }[]>
  /**
   * Figures of the whole range by model, person, connection or day (UTC; `key` is its beginning). By person
   * without percentiles and codes.
   */
  totals(filter: MonitorFilter, by: Grouping): Promise<{ key: string; figures: Figures }[]>
  /** What waits and what runs, by connection; of one person, or of all. */
  live(personId?: string): Promise<LiveRuns[]>
  /** The runs behind figures, those that ended last first; deleted ones and earlier endings are counted, not listed. */
  runs(
    filter: MonitorFilter & { status?: RunStatus; code?: string },
    page: { limit: number; cursor?: string },
  ): Promise<{ runs: Omit<MonitoredRun, "own">[]; nextCursor: string | null }>
  /** Puts endings that were written down into the figures, the newest first, at most `limit` of them; how many. */
  fold(limit: number): Promise<number>
  /** Drops minutes after 48 hours and hours after 100 days; days are kept. */
  dropOld(now: number): Promise<void>
  /** Lets go the figures of days that were over by this moment (epoch ms), or only counts them. */
  removeBefore(what: { before: number; dryRun: boolean }): Promise<{ entries: number }>
}
