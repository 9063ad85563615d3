import { maxColumns } from "#lib/domain/setup"
import type { Column, Workspace } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"

/**
 * The undo of one change, for a workspace that others may have followed: what the change made of `before` goes back,
 * setting by setting, where it still stands as in `after`. What was typed, run or moved meanwhile stays.
 */
export const takeBack =
  (before: Workspace, after: Workspace): Edit =>
  (now) => {
    const names = Object.keys({ ...before, ...after }) as (keyof Workspace)[]
    const back = Object.fromEntries(
      names
        .filter((name) => name !== "columns" && !isSame(before[name], after[name]))
        .map((name) => [name, backed(before[name], after[name], now[name])]),
    ) as Partial<Workspace>
    const columns = backedColumns(before.columns, after.columns, now.columns)
    return columns === now.columns ? back : { ...back, columns }
  }

function backedColumns(before: Column[], after: Column[], now: Column[]): Column[] {
  if (before === after) return now
  const find = (columns: Column[], id: string) => columns.find((column) => column.id === id)
  const one = (column: Column): Column => {
    const [old, made] = [find(before, column.id), find(after, column.id)]
    return old && made ? (backed(old, made, column) as Column) : column
  }
  const idsOf = (columns: Column[]) => columns.map(({ id }) => id).join(" ")
  if (idsOf(before) === idsOf(after)) return now.map(one)
  // Columns came or went: those of before stand as they stood, and behind them those that were added since.
  const kept = before.flatMap((old) => {
    const standing = find(now, old.id)
    if (standing) return [one(standing)]
    return find(after, old.id) ? [] : [old]
  })
  const added = now.filter(({ id }) => !find(before, id) && !find(after, id))
  return kept.length === 0 ? now : [...kept, ...added].slice(0, maxColumns)
}

/** A value with what the change made of it taken back; where it was changed again it stays. */
function backed(before: unknown, after: unknown, now: unknown): unknown {
  if (isSame(before, after)) return now
  if (isSame(now, after)) return before
  if (!isRecord(before) || !isRecord(after) || !isRecord(now)) return now
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(now)])
  const pairs = [...names].map((name) => [name, backed(before[name], after[name], now[name])] as const)
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined))
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
