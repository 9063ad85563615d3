import { type SqlBool, sql } from "kysely"
import type { Token } from "#lib/domain/outcome"
import type { ImageResult } from "#lib/domain/outcome-schema"
import { promptText } from "#lib/domain/prompt"
import type { RunState } from "#lib/domain/run"
import { queuedRun } from "#lib/domain/run"
import type { NewRun } from "./batch-ports.ts"
import type { CarriedRun } from "./run-ports.ts"
import type { RunRow } from "./schema.ts"

/** What the column `state` holds: the large parts have columns of their own. */
export type StateColumn = Omit<RunState, "text" | "reasoning" | "tokens" | "reasoningTokens" | "images">

/** Not final yet. Written as constants, because only then SQLite uses the partial index on them. */
export const isLive = sql<SqlBool>`status in ('queued', 'running')`

/** The columns over which a folded run is spread; all but `status`, which has rules of its own. */
export function stateColumns(state: RunState) {
  const { text, reasoning, tokens, reasoningTokens, images, ...rest } = state
  return {
    text,
    reasoning,
    tokens: tokensColumn(tokens, reasoningTokens),
    state: JSON.stringify(rest satisfies StateColumn),
    finish_reason: state.finishReason ?? null,
    error_code: state.error?.code ?? null,
    input_tokens: state.usage?.inputTokens ?? null,
    output_tokens: state.usage?.outputTokens ?? null,
    cost: state.cost ?? null,
    ttft_ms: state.timing?.ttftMs ?? null,
    total_ms: state.timing?.totalMs ?? null,
    output_sha256: state.outputSha256 ?? null,
    started_at: epochMs(state.startedAt),
    finished_at: epochMs(state.finishedAt),
    images: imagesColumn(images),
  }
}

/** Previews are not kept: a run that is gone on with elsewhere gets new ones. */
export function imagesColumn(images: ImageResult[] | undefined): string | null {
  const made = (images ?? []).filter(({ partial }) => !partial)
  return made.length === 0 ? null : JSON.stringify(made)
}

export function imagesOf({ images }: Pick<RunRow, "images">): ImageResult[] | undefined {
  return images === null ? undefined : JSON.parse(images)
}

/** The columns that `stateOf` reads. */
export const stateColumnNames = ["status", "state", "text", "reasoning", "tokens", "images"] as const

/** The folded run as the columns hold it. The column `status` is right where it differs from the state's. */
export function stateOf(row: Pick<RunRow, (typeof stateColumnNames)[number]>): RunState {
  const state: StateColumn = JSON.parse(row.state)
  const tokens: TokensColumn = row.tokens === null ? [] : JSON.parse(row.tokens)
  const images = imagesOf(row)
  return {
    ...state,
    status: row.status,
    text: row.text,
    reasoning: row.reasoning,
    ...(images ? { images } : {}),
    ...(Array.isArray(tokens) ? { tokens } : { tokens: tokens.text, reasoningTokens: tokens.reasoning }),
  }
}

/** A list where only the answer has tokens. */
type TokensColumn = Token[] | { text: Token[]; reasoning: Token[] }

function tokensColumn(text: Token[], reasoning: Token[] | undefined): string | null {
  const value: TokensColumn = reasoning?.length ? { text, reasoning } : text
  return Array.isArray(value) && value.length === 0 ? null : JSON.stringify(value)
}

/** The columns of a run that waits for its turn. */
export function queuedRow(
  run: NewRun,
  batch: { id: string; personId: string; kind: RunRow["kind"]; createdAt: number },
  lease: { node: string; until: number },
): RunRow {
  const state = queuedRun({
    runId: run.id,
    variantIndex: run.variantIndex,
    row: run.row,
    sample: run.sample,
  })
  return {
    ...stateColumns(state),
    id: run.id,
    batch_id: batch.id,
    person_id: batch.personId,
    kind: batch.kind,
    variant_index: run.variantIndex,
    row_index: run.row,
    sample: run.sample,
    status: "queued",
    connection_id: run.variant.connectionId,
    connection_name: run.connectionName,
    model: run.variant.model,
    mode: run.variant.mode,
    variant: JSON.stringify(run.variant),
    request: null,
    prompt_text: promptText(run.variant.prompt),
    event_id: null,
    node: lease.node,
    lease_until: lease.until,
    attempt: 0,
    starred: 0,
    deleted_at: null,
    created_at: batch.createdAt,
  }
}

/** A run as the engine needs it. */
export function carriedRun(row: RunRow): CarriedRun {
  return {
    id: row.id,
    batchId: row.batch_id,
    personId: row.person_id,
    variant: JSON.parse(row.variant),
    state: stateOf(row),
    eventId: row.event_id,
    node: row.node,
    leaseUntil: row.lease_until,
    attempt: row.attempt,
    createdAt: row.created_at,
  }
}

/** Columns of whole ms, whatever fraction a clock may have given. */
function epochMs(at: number | undefined): number | null {
  return at === undefined ? null : Math.round(at)
}
