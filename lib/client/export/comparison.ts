import type { Messages } from "#lib/client/messages"
import type { RunError } from "#lib/domain/errors-schema"
import type { Judgement } from "#lib/domain/judgement"
import type { FinishReason, RunStatus, Timing, Usage } from "#lib/domain/outcome"
import type { Parameters, ParameterValue } from "#lib/domain/parameters"

/**
 * A comparison as it leaves Bracket: what was asked, with which settings, what came. It holds the names of connections,
 * never their hosts or keys.
 */
export interface Comparison {
  title: string
  /** Epoch ms. */
  exportedAt: number
  prompt: ComparedPrompt
  /** Absent without variables. */
  variables?: { names: string[]; rows: Record<string, string>[] }
  columns: ComparedColumn[]
  results: ComparedResult[]
}

export type ComparedPrompt =
  | { mode: "completion"; text: string }
  | { mode: "chat"; messages: { role: "system" | "user" | "assistant" | "tool"; text: string }[] }

export interface ComparedColumn {
  /** As it is called on the page: its letter, or the name that it was given. */
  name: string
  model: string
  connectionName: string
  /** What is sent. */
  parameters: Parameters
  /** From the baseline; undefined values: not sent. Empty for the baseline itself. */
  differences: { name: string; value?: ParameterValue; baseline?: ParameterValue }[]
  isBaseline: boolean
}

export interface ComparedResult {
  /** Places in `columns` and `variables.rows`, and of the repetition: all count from 0. */
  column: number
  row: number
  sample: number
  status: RunStatus
  finishReason?: FinishReason
  text: string
  reasoning?: string
  /** `message` as the person reads it. */
  error?: Pick<RunError, "code" | "message">
  usage?: Usage
  /** US dollars; absent when the price is not known. */
  cost?: number
  /** Answered from Bracket's cache; how old the answer was (ms) and what it had cost (US dollars), where that is known. */
  fromCache?: { ageMs?: number; savedCost?: number }
  timing?: Timing
  checks?: { label: string; passed: boolean | null }[]
  judgement?: Pick<Judgement, "rating" | "note" | "winner">
}

export type ExportWord = keyof Messages["compare"]["export"]

/** The language in which a document for people is written: `useTranslations("compare.export")` and its locale. */
export interface ExportTexts {
  locale: string
  word: (key: ExportWord) => string
}

/** A parameter's value on one line. */
export function parameterText(value: ParameterValue): string {
  return typeof value === "string" ? value : JSON.stringify(value)
}

/** All parameters of a column on one line. */
export function parametersText({ parameters }: ComparedColumn): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${parameterText(value)}`)
    .join(", ")
}

/** What sets a column apart, one change each. */
export function differenceTexts({ differences }: ComparedColumn, { word }: ExportTexts): string[] {
  const said = (value: ParameterValue | undefined) =>
    value === undefined ? word("notSent") : parameterText(value)
  return differences.map(({ name, value, baseline }) => `${name}: ${said(baseline)} → ${said(value)}`)
}

/** The values that the variables had in a row, in the order of the table. */
export function rowValues({ variables }: Comparison, row: number): [string, string][] {
  return (variables?.names ?? []).map((name) => [name, variables?.rows[row]?.[name] ?? ""])
}

/** The rows that have results, in their order, each with its results by column and repetition. */
export function resultRows({ results }: Comparison): { row: number; results: ComparedResult[] }[] {
  const rows = new Map<number, ComparedResult[]>()
  for (const result of results) rows.set(result.row, [...(rows.get(result.row) ?? []), result])
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([row, own]) => ({ row, results: own.sort((a, b) => a.column - b.column || a.sample - b.sample) }))
}
