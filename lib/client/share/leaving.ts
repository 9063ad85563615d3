import { type Column, type ColumnResult, cellKey, type Row, type Workspace } from "#lib/client/workspace"
import { isFinal } from "#lib/domain/outcome"
import type { RunState } from "#lib/domain/run"
import { findSensitive, type SensitiveKind } from "#lib/domain/sensitive-text"
import type { Setup } from "#lib/domain/setup-schema"
import { mapSetupTexts, type TextPlace } from "#lib/domain/setup-texts"
import type { ShareCell } from "#lib/domain/share"

/** Something in the texts that are about to leave. The same words at one place are one find. */
export interface LeavingFind {
  id: string
  kind: SensitiveKind
  text: string
  place: TextPlace | { part: "title" } | { part: "result"; column: number; number: number }
}

const findId = (place: LeavingFind["place"], kind: string, text: string) =>
  JSON.stringify([place, kind, text])

/** What in a title and a setup looks like a secret or personal data. */
export function findsIn(title: string, setup: Setup): LeavingFind[] {
  const finds = new Map<string, LeavingFind>()
  const look = (text: string, place: LeavingFind["place"]) => {
    for (const { kind, text: found } of findSensitive(text)) {
      const id = findId(place, kind, found)
      finds.set(id, { id, kind, text: found, place })
    }
    return text
  }
  look(title, { part: "title" })
  mapSetupTexts(setup, look)
  return [...finds.values()]
}

/** A title and a setup in which `mark` stands for the finds that were taken out. The workspace itself stays as it is. */
export function withoutFinds(
  { title, setup }: { title: string; setup: Setup },
  removed: ReadonlySet<string>,
  mark: string,
): { title: string; setup: Setup } {
  if (removed.size === 0) return { title, setup }
  const clean = (text: string, place: LeavingFind["place"]) => {
    let rest = text
    // From the end, so that the places before stay right.
    for (const { kind, start, end, text: found } of findSensitive(text).reverse())
      if (removed.has(findId(place, kind, found))) rest = rest.slice(0, start) + mark + rest.slice(end)
    return rest
  }
  return { title: clean(title, { part: "title" }), setup: mapSetupTexts(setup, clean) }
}

/** A result that can be handed on, with what looks sensitive in what it says. */
export interface LeavingResult {
  cell: ShareCell
  finds: LeavingFind[]
  /** Something was changed since: beside the settings that leave it would say something wrong about them. */
  isStale: boolean
}

/** What the workspace does not hold itself. */
export interface ResultSources {
  runOf: (runId: string) => RunState | undefined
  /** What was noted about a run; undefined where it is not known: it would leave without having been looked at. */
  noteOf: (result: ColumnResult) => string | undefined
  isStale: (column: Column, row: Row, result: ColumnResult) => boolean
}

/** The results of a workspace that have ended, in the order of the page. */
export function leavingResults(
  { columns, variables }: Pick<Workspace, "columns" | "variables">,
  { runOf, noteOf, isStale }: ResultSources,
): LeavingResult[] {
  return variables.rows.flatMap((row, rowIndex) =>
    columns.flatMap((column, columnIndex) =>
      Array.from({ length: column.samples }, (_, sample) => sample).flatMap((sample) => {
        const result = column.results[cellKey(row.id, sample)]
        const run = result && runOf(result.runId)
        const note = result && noteOf(result)
        if (!result || !run || note === undefined || !isFinal(run.status)) return []
        const place = { part: "result", column: columnIndex + 1, number: rowIndex + 1 } as const
        const said = [run.text, run.reasoning, run.tool, note].join("\n")
        // Each sample counts for itself: it is left out by itself.
        const finds = findSensitive(said).map(
          ({ kind, text }): LeavingFind => ({
            id: `${findId(place, kind, text)} ${sample}`,
            kind,
            text,
            place,
          }),
        )
        const cell = { columnId: column.id, rowId: row.id, sample, runId: result.runId }
        return [{ cell, finds: uniqueFinds(finds), isStale: isStale(column, row, result) }]
      }),
    ),
  )
}

const uniqueFinds = (finds: LeavingFind[]): LeavingFind[] => [
  ...new Map(finds.map((find) => [find.id, find])).values(),
]
