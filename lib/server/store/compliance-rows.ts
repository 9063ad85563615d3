/* The word filter, the origin of outputs, review and retention. See schema.ts for how values are stored. */

/** A list of words that texts are screened for; what it says stands in its versions. */
export interface WordListRow {
  id: string
  state: "draft" | "active" | "off"
  /** Number of the latest version. */
  version: number
  /** The version that was activated last. */
  active_version: number | null
  created_at: number
  updated_at: number
  updated_by: string
}

export interface WordListVersionRow {
  list_id: string
  /** Counted from 1. */
  number: number
  word_count: number
  /** JSON: see `wordListContentSchema`, without the words. */
  settings: string
  /** JSON: the words as they were written. */
  words: string
  created_at: number
  created_by: string
}

/** That words of a list were found in a run, and how often; never which words. */
export interface RunMarkRow {
  run_id: string
  person_id: string
  channel: "prompt" | "text" | "reasoning" | "tool" | "alternatives"
  list_id: string
  list_name: string
  category: string
  action: "flag" | "mask" | "block"
  count: number
  at: number
}

/** The hash of an output, which stays when the run and whoever made it are gone. */
export interface OutputHashRow {
  sha256: string
  run_id: string
  /** Of a text as `normalisedText` makes it; of a PNG that came with texts inside, without them. */
  normalised: string | null
  kind: "text" | "image"
  person_id: string
  model: string
  connection_name: string
  /** When the run ended. */
  at: number
}

/** A stretch of time out of which a sample of runs was drawn. */
export interface ReviewPeriodRow {
  /** `2026-11-29`, `2026-W48`, or `now-` and an id of its own. */
  id: string
  from_at: number
  to_at: number
  seed: string
  drawn_at: number
  /** Out of how many. */
  runs: number
}

/** A run of a sample. Not a reference: what was found stays when the run is gone. */
export interface ReviewItemRow {
  id: string
  period_id: string
  place: number
  run_id: string
  kind: "text" | "image"
  model: string
  flagged: number
  verdict: "open" | "fine" | "violation"
  category: string | null
  note: string
  reviewed_by: string | null
  reviewed_at: number | null
  /** Rises with each mark. */
  version: number
}

/** A run of the job that lets go what has had its time. */
export interface RetentionRunRow {
  id: string
  /** `running` while it is under way, else null: so there is one at a time. */
  slot: string | null
  /** `2026-11-29`, of the server's clock; null: somebody has asked for it. */
  night: string | null
  started_at: number
  finished_at: number | null
  lease_until: number
  status: "running" | "done" | "failed" | "stopped" | "lost"
  /** JSON: what has gone, by kind. */
  gone: string
  /** JSON: `{kind, reason}`. */
  failure: string | null
}
