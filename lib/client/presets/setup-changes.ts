import { columnName } from "#lib/client/workspace"
import type { ParameterValue } from "#lib/domain/parameters"
import type { ColumnSetup, Setup } from "#lib/domain/setup-schema"

/** What of a setup can be other than in another one. */
export type ChangedPart =
  | "column"
  | "model"
  | "parameter"
  | "prompt"
  | "system"
  | "prefix"
  | "start"
  | "extra"
  | "samples"
  | "name"
  | "mode"
  | "variables"
  | "checks"
  | "images"
  | "concurrency"
  | "costCeiling"
  | "cache"
  | "tools"
  | "answerSchema"

/** Something that is not the same in two setups. `before` and `after` are undefined where it is not there. */
export interface SetupChange {
  /** Which column; undefined: all of them share it. */
  column?: string
  what: ChangedPart
  /** Of a parameter: its name. */
  parameter?: string
  before: ParameterValue | undefined
  after: ParameterValue | undefined
}

/** What differs between two setups beside their prompts, which are compared as texts: see `setupText`. */
export function setupChanges(before: Setup, after: Setup): SetupChange[] {
  return [
    ...pairs(sharedFacts(before), sharedFacts(after)),
    ...columnsOf(before, after).flatMap(({ name, old, now }): SetupChange[] => {
      if (!old || !now) return [{ what: "column", before: old && name, after: now && name }]
      return pairs(columnFacts(old), columnFacts(now)).map((change) => ({ ...change, column: name }))
    }),
  ]
}

/** All that is asked, as one text: what a person would read from top to bottom. */
export function setupText({ mode, promptText, suffix, negative, system, turns, prefix }: Setup): string {
  const parts: [head: string, text: string | undefined][] =
    mode === "chat"
      ? [
          ["system", system],
          ...turns.map(({ role, text }): [string, string] => [role, text]),
          ["assistant …", prefix],
        ]
      : [
          ["", promptText],
          ["suffix", suffix],
          ["--no", negative],
        ]
  return parts
    .filter(([, text]) => text)
    .map(([head, text]) => (head === "" ? text : `${head}:\n${text}`))
    .join("\n\n")
}

type Facts = Map<string, Pick<SetupChange, "what" | "parameter"> & { value: ParameterValue | undefined }>
type Fact = [what: ChangedPart, value: ParameterValue | undefined, parameter?: string]

function facts(entries: Fact[]): Facts {
  return new Map(
    entries.map(([what, value, parameter]) => [
      parameter === undefined ? what : `parameter ${parameter}`,
      { what, value, ...(parameter === undefined ? {} : { parameter }) },
    ]),
  )
}

function sharedFacts({ variables, checks, initImage, mask, turns, ...setup }: Setup): Facts {
  const images = [...turns.flatMap((turn) => turn.images ?? []), initImage?.sha256, mask]
  const crop = initImage?.crop && JSON.stringify(initImage.crop)
  return facts([
    ["mode", setup.mode],
    ["variables", tableText(variables)],
    ["checks", checks.map(({ id: _, ...check }) => JSON.stringify(check)).join("\n") || undefined],
    ["images", [...images, crop].filter((part) => part !== undefined).join("\n") || undefined],
    ["concurrency", setup.concurrency],
    ["costCeiling", setup.costCeiling],
    ["cache", setup.cache],
    ["tools", setup.tools?.text],
    ["answerSchema", setup.answerSchema?.text],
  ])
}

function tableText({ names, rows }: Setup["variables"]): string | undefined {
  if (names.length === 0) return undefined
  const lines = [names, ...rows.map(({ values }) => names.map((name) => values[name] ?? ""))]
  return lines.map((cells) => cells.join("\t")).join("\n")
}

function columnFacts(column: ColumnSetup): Facts {
  const sent = Object.entries(column.parameters).filter(([, { on }]) => on)
  return facts([
    ["name", column.name],
    ["model", column.model],
    ["samples", column.samples],
    ["prompt", column.prompt],
    ["system", column.system],
    ["prefix", column.prefix],
    ["start", column.start && JSON.stringify(column.start)],
    ["extra", column.extra?.text],
    ...sent.map(([name, { value }]): Fact => ["parameter", value, name]),
  ])
}

function pairs(before: Facts, after: Facts): SetupChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])]
  return keys.flatMap((key) => {
    const [old, now] = [before.get(key), after.get(key)]
    const named = old ?? now
    if (!named || JSON.stringify(old?.value) === JSON.stringify(now?.value)) return []
    const { value: _, ...of } = named
    return [{ ...of, before: old?.value, after: now?.value }]
  })
}

/** Columns of both, by their ids; those that were taken away stand last. */
function columnsOf(before: Setup, after: Setup) {
  const ofAfter = after.columns.map((now) => ({
    name: columnName(after.columns, now.id),
    old: before.columns.find(({ id }) => id === now.id),
    now,
  }))
  const gone = before.columns
    .filter(({ id }) => !after.columns.some((column) => column.id === id))
    .map((old) => ({ name: columnName(before.columns, old.id), old, now: undefined }))
  return [...ofAfter, ...gone]
}
