import Papa from "papaparse"
import { csvFormula } from "#lib/domain/csv-formula"
import { type ComparedResult, type Comparison, parameterText, rowValues } from "./comparison.ts"

type Cell = string | number | boolean | null | undefined

/**
 * For spreadsheets: one line per result, the settings and the variables in columns of their own. The names in the
 * first line are the same in every language. Begins with a byte order mark, without which Excel garbles Chinese.
 */
export function toCsv(comparison: Comparison): string {
  const names = [...new Set(comparison.columns.flatMap(({ parameters }) => Object.keys(parameters)))]
  const lines = comparison.results.map((result) => Object.fromEntries(cellsOf(result, comparison, names)))
  const fields = comparison.results[0]
    ? cellsOf(comparison.results[0], comparison, names).map(([field]) => field)
    : []
  return `\ufeff${Papa.unparse({ fields, data: lines }, { escapeFormulae: csvFormula, newline: "\r\n" })}\r\n`
}

function cellsOf(result: ComparedResult, comparison: Comparison, names: string[]): [string, Cell][] {
  const column = comparison.columns[result.column]
  const { usage, timing, judgement, checks = [] } = result
  const count = (passed: boolean | null) => checks.filter((check) => check.passed === passed).length
  return [
    ["column", column?.name],
    ["model", column?.model],
    ["connection", column?.connectionName],
    ["baseline", column?.isBaseline],
    ["row", result.row + 1],
    ["sample", result.sample + 1],
    ["status", result.status],
    ["finish_reason", result.finishReason],
    ["output", result.text],
    ["reasoning", result.reasoning],
    ["error_code", result.error?.code],
    ["error", result.error?.message],
    ["input_tokens", usage?.inputTokens],
    ["cached_input_tokens", usage?.cachedInputTokens],
    ["output_tokens", usage?.outputTokens],
    ["reasoning_tokens", usage?.reasoningTokens],
    ["tokens_estimated", usage && usage.estimated === true],
    ["cost_usd", result.cost],
    ["from_cache", result.fromCache !== undefined],
    ["cache_age_ms", result.fromCache?.ageMs],
    ["cache_saved_usd", result.fromCache?.savedCost],
    ["queue_ms", timing?.queueMs],
    ["first_token_ms", timing?.ttftMs],
    ["total_ms", timing?.totalMs],
    ["tokens_per_second", timing?.tokensPerSecond],
    ["checks_passed", count(true)],
    ["checks_failed", count(false)],
    ["checks_undecided", count(null)],
    ["rating", judgement?.rating],
    ["note", judgement?.note],
    ["winner", judgement?.winner],
    ...names.map((name): [string, Cell] => [`parameter:${name}`, cell(column?.parameters[name])]),
    ...rowValues(comparison, result.row).map(([name, value]): [string, Cell] => [`variable:${name}`, value]),
  ]
}

function cell(value: Parameters<typeof parameterText>[0] | undefined): Cell {
  return Array.isArray(value) ? parameterText(value) : value
}
