import type { ComparedColumn, ComparedResult, Comparison } from "./comparison.ts"

/** For programs: everything, in a form that is told apart by its first two fields. */
export function toJson({ title, exportedAt, prompt, variables, columns, results }: Comparison): string {
  const document = {
    format: "bracket-comparison",
    version: 1,
    title,
    exportedAt: new Date(exportedAt).toISOString(),
    prompt,
    variables,
    columns: columns.map(columnOf),
    results: results.map(resultOf),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** Field by field: what else may hang on the objects (a host, for instance) does not leave with them. */
function columnOf({ name, model, connectionName, parameters, differences, isBaseline }: ComparedColumn) {
  return { name, model, connectionName, parameters, differences, isBaseline }
}

function resultOf(result: ComparedResult) {
  const { column, row, sample, status, finishReason, text, reasoning, error } = result
  const { usage, cost, fromCache, timing, checks, judgement } = result
  return {
    column,
    row,
    sample,
    status,
    finishReason,
    text,
    reasoning,
    error: error && { code: error.code, message: error.message },
    usage,
    cost,
    fromCache,
    timing,
    checks: checks?.map(({ label, passed }) => ({ label, passed })),
    judgement: judgement && { rating: judgement.rating, note: judgement.note, winner: judgement.winner },
  }
}
