import type { RunStatus } from "#lib/domain/outcome"

/* Batches, their runs, and what became of them. See schema.ts for how values are stored. */

export interface BatchRow {
  id: string
  person_id: string
  kind: "text" | "image"
  concurrency: number
  /** JSON: the variants of the batch, in the order of `variant_index`. */
  variants: string
  preset_id: string | null
  created_at: number
  finished_at: number | null
}

/** What a batch was started from, beside its variants; there for batches that have any of it. */
export interface BatchSetupRow {
  batch_id: string
  /** US dollars; null: none. */
  cost_ceiling: number | null
  /** US dollars that outcomes had cost which a later try replaced: spent, though no run says so any more. */
  replaced_cost: number
  /** JSON: `{id, name?}` of the setup's columns. Before `setup`, so that a list need not read that. */
  columns: string
  /** JSON: the column of each variant (or null), in the order of `variant_index`. */
  variant_columns: string
  /** JSON: the checks for runs that come from now on. */
  checks: string | null
  /** JSON: the workspace, see `setupSchema`. */
  setup: string | null
}

export interface RunRow {
  id: string
  batch_id: string
  person_id: string
  kind: "text" | "image"
  variant_index: number
  row_index: number
  sample: number
  status: RunStatus
  connection_id: string
  connection_name: string
  model: string
  mode: string
  /** JSON: the variant as it was asked for. */
  variant: string
  /** JSON: the request as it was sent, credentials masked; null before the first attempt. */
  request: string | null
  prompt_text: string
  text: string
  reasoning: string
  /** JSON: tokens with their probabilities, a list or `{text, reasoning}`; null when none were asked for. Apart from `state`, as they are large. */
  tokens: string | null
  /** JSON: the rest of the folded RunState (tool, attempts, finishReason, error, usage, timing ...). */
  state: string
  finish_reason: string | null
  error_code: string | null
  input_tokens: number | null
  output_tokens: number | null
  /** US dollars; null: price unknown. */
  cost: number | null
  ttft_ms: number | null
  total_ms: number | null
  output_sha256: string | null
  /** The last event that `text`, `reasoning` and `state` contain. */
  event_id: string | null
  /** Which node carries it, and until when (epoch ms) it vouches for that. */
  node: string | null
  lease_until: number | null
  attempt: number
  starred: number
  deleted_at: number | null
  created_at: number
  started_at: number | null
  finished_at: number | null
  /** JSON: the images that it has made and that are still in the gallery; null: none. */
  images: string | null
}

/** An image that a run has made. */
export interface RunImageRow {
  run_id: string
  /** Its index among the images of its run. */
  place: number
  person_id: string
  sha256: string
  /** Pixels. */
  width: number
  height: number
  seed: number | null
  created_at: number
  starred: number
  /** Deleted on its own; the run may be deleted besides. */
  deleted_at: number | null
}

/** An image that a run was given: as long as the run is there, the image is kept. */
export interface ImageUseRow {
  run_id: string
  sha256: string
  role: "init" | "mask" | "prompt"
}

/** What a person thinks of a run, there once anything was said or its output was checked again. */
export interface JudgementRow {
  run_id: string
  rating: number | null
  winner: number
  note: string
  /** JSON: the results of the newest check, when that came after the end of the run; else the run's own hold. */
  checks: string | null
}
