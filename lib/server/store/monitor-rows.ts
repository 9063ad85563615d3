/* Figures of runs. See schema.ts for how values are stored. */

/** That a run has ended, until the figures hold it. */
export interface RunEndingRow {
  id: string
  at: number
  /** When its requests were sent: epoch ms, joined by commas. */
  sent: string
  person_id: string
  connection_id: string
  model: string
  kind: string
  status: string
  error_code: string | null
  cached: number
  retries: number
  input_tokens: number | null
  output_tokens: number | null
  cost: number | null
  ttft_ms: number | null
  total_ms: number | null
}

/** Figures of a minute, an hour or a day; see `Figures`. */
export interface RollUpRow {
  /** Made of all that tells it from others, see roll-ups.ts. */
  id: string
  /** How long a span it covers, in ms. */
  width: number
  /** Empty: of everybody together. */
  person_id: string
  /** When its span begins. */
  at: number
  connection_id: string
  model: string
  kind: string
  requests: number
  runs: number
  succeeded: number
  failed: number
  cancelled: number
  interrupted: number
  blocked: number
  cached: number
  retries: number
  input_tokens: number
  output_tokens: number
  cost: number
  /** Tallies, see tally-text.ts: of error codes, and of the spans of histograms. */
  errors: string | null
  ttft: string | null
  total: string | null
}

/** Whoever adds to the figures holds this one row until it is done. */
export interface RollUpTurnRow {
  id: string
  taken: number
}
