import type { Connection } from "#lib/domain/connection"
import type { ParameterSpec, ParameterTarget } from "#lib/domain/parameters"
import { targetOf } from "./variant.ts"
import type { Column, Workspace } from "./workspace.ts"

/** Why one control cannot move a parameter of several columns: one does not take it, or their ranges differ. */
export type Lock =
  | { kind: "not_taken"; columnId: string; model: string }
  | {
      kind: "ranges"
      a: { columnId: string; min: number; max: number }
      b: { columnId: string; min: number; max: number }
    }
  | { kind: "choices"; a: string; b: string }

/** What can be chosen, to be compared; the same for all where anything can be. */
function choicesOf(spec: ParameterSpec, target: ParameterTarget): string {
  if (spec.kind === "size") return `${JSON.stringify(spec.free(target))} ${spec.sizes(target).join()}`
  return spec.kind === "choice" ? spec.choices(target).join() : ""
}

/** The first reason why these columns cannot move a parameter together; undefined when they can. */
export function lockOf(
  spec: ParameterSpec,
  mode: Workspace["mode"],
  columns: Column[],
  connections: Connection[],
): Lock | undefined {
  const targets = columns.flatMap((column) => {
    const target = targetOf(mode, column, connections)
    return target ? [{ column, target }] : []
  })
  const refusing = targets.find(({ target }) => !spec.taken(target))
  if (refusing) return { kind: "not_taken", columnId: refusing.column.id, model: refusing.column.model }
  const [first, ...others] = targets
  if (!first) return undefined
  for (const other of others) {
    if (spec.kind === "number" || spec.kind === "integer") {
      const [a, b] = [first, other].map(({ column, target }) => {
        const { min, max } = spec.range(target)
        return { columnId: column.id, min, max }
      })
      if (a && b && (a.min !== b.min || a.max !== b.max)) return { kind: "ranges", a, b }
    } else if (choicesOf(spec, first.target) !== choicesOf(spec, other.target))
      return { kind: "choices", a: first.column.id, b: other.column.id }
  }
  return undefined
}
