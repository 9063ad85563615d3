import type { ParameterValue } from "#lib/domain/parameters"
import type { ColumnSetup, Setup } from "#lib/domain/setup-schema"
import { type ConnectionFacts, sentParameters, targetOf } from "./variant.ts"
import { baselineOf } from "./workspace.ts"

/** What a column may have written of its own. */
type OwnText = "prompt" | "system" | "prefix" | "start" | "extra"

/** Something that a column has set. `value` is undefined where it leaves the matter to the provider, or shares the text. */
export interface Fact {
  kind: "model" | "parameter" | OwnText
  /** Of a parameter; else the kind. */
  name: string
  value: ParameterValue | undefined
}

/** What is compared of a workspace. */
type Compared = Pick<Setup, "mode" | "columns" | "baselineId">

/** All that a column has set: its model, what it sends, and its own texts. */
export function factsOf(
  mode: Setup["mode"],
  column: ColumnSetup,
  connections: readonly ConnectionFacts[],
): Fact[] {
  const target = targetOf(mode, column, connections)
  const connection = connections.find(({ id }) => id === column.connectionId)
  const sent = target ? sentParameters(column, target) : {}
  return [
    { kind: "model", name: "model", value: connection ? `${connection.id}\n${column.model}` : column.model },
    ...Object.entries(sent).map(([name, value]): Fact => ({ kind: "parameter", name, value })),
    ...(["prompt", "system", "prefix", "start", "extra"] as const).flatMap((kind): Fact[] => {
      const value = ownText(column, kind)
      return value === undefined ? [] : [{ kind, name: kind, value }]
    }),
  ]
}

/** What a column has written of its own, as one text; undefined where it shares it. */
function ownText(column: ColumnSetup, kind: OwnText): string | undefined {
  if (kind === "extra") return column.extra?.text.trim() || undefined
  return kind === "start" ? column.start && JSON.stringify(column.start) : column[kind]
}

export interface Differences {
  /** By column: the facts in which it differs from the baseline; of the baseline those in which any other differs. */
  of: Map<string, Fact[]>
  /** What is the same in all columns. */
  same: Fact[]
}

/** What differs between the columns of a workspace, and what does not. */
export function differencesOf(
  { mode, columns, baselineId }: Compared,
  connections: readonly ConnectionFacts[],
): Differences {
  const baseline = baselineOf({ columns, baselineId })
  const facts = new Map(columns.map((column) => [column.id, factsOf(mode, column, connections)]))
  const base = facts.get(baseline?.id ?? "") ?? []
  const differing = new Map<string, Fact[]>()
  const varied = new Set<string>()
  for (const [id, own] of facts) {
    const names = new Set([...base, ...own].map(({ name }) => name))
    const different = [...names].filter(
      (name) => !isSame(factOf(base, name)?.value, factOf(own, name)?.value),
    )
    for (const name of different) varied.add(name)
    differing.set(
      id,
      different.map((name) => factOf(own, name) ?? { ...missing(base, name), value: undefined }),
    )
  }
  // Of the baseline: its own values of whatever varies, in the order of its facts.
  if (baseline)
    differing.set(baseline.id, [
      ...base.filter(({ name }) => varied.has(name)),
      ...[...varied]
        .filter((name) => !factOf(base, name))
        .map((name): Fact => ({ ...missing([...facts.values()].flat(), name), value: undefined })),
    ])
  return { of: differing, same: base.filter(({ name }) => !varied.has(name)) }
}

function factOf(facts: Fact[], name: string): Fact | undefined {
  return facts.find((fact) => fact.name === name)
}

/** The kind and name of a fact that one side does not have. */
function missing(facts: Fact[], name: string): Fact {
  return factOf(facts, name) ?? { kind: "parameter", name, value: undefined }
}

function isSame(a: ParameterValue | undefined, b: ParameterValue | undefined): boolean {
  return Array.isArray(a) && Array.isArray(b)
    ? a.join("\n") === b.join("\n") && a.length === b.length
    : a === b
}
