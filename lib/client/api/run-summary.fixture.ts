import type { RunSummary } from "#lib/domain/history"

/** A run of text as History lists it. */
export function aRunSummary(more: Partial<RunSummary> = {}): RunSummary {
  return {
    id: "r1",
    batchId: "b",
    kind: "text",
    status: "succeeded",
    connectionId: "c",
    connectionName: "Local",
    model: "small",
    promptPreview: "Hello",
    outputPreview: "Hi",
    starred: false,
    createdAt: 1,
    variantIndex: 0,
    row: 0,
    sample: 0,
    batchRuns: 1,
    judgement: { rating: null, note: "", winner: false },
    ...more,
  }
}
