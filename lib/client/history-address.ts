import { type HistoryFilter, historyFilterSchema } from "#lib/domain/history"
import { runStatusSchema } from "#lib/domain/outcome-schema"
import { readDay, startOfDay } from "./address-day.ts"

/** What the history page's address says: the filter, with days as a person writes them (2026-11-24). */
export interface HistoryAddress {
  q: string
  kind: HistoryFilter["kind"]
  status: HistoryFilter["status"]
  model: string | undefined
  connection: string | undefined
  from: string | undefined
  to: string | undefined
  starred: boolean
  /** The comparison whose runs are shown. */
  batch: string | undefined
}

export const emptyAddress: HistoryAddress = {
  q: "",
  kind: undefined,
  status: undefined,
  model: undefined,
  connection: undefined,
  from: undefined,
  to: undefined,
  starred: false,
  batch: undefined,
}

/** Reads any address: what is absent or makes no sense takes its default, so it never fails. */
export function readHistoryAddress(search: { get(name: string): string | null }): HistoryAddress {
  const text = (name: string, longest: number) => {
    const value = search.get(name)
    return value && value.length <= longest ? value : undefined
  }
  const kind = historyFilterSchema.shape.kind.safeParse(search.get("kind") ?? undefined)
  const status = runStatusSchema.safeParse(search.get("status"))
  return {
    q: text("q", 500) ?? "",
    kind: kind.data,
    status: status.data,
    model: text("model", 200),
    connection: text("connection", 100),
    from: readDay(search.get("from")),
    to: readDay(search.get("to")),
    starred: search.get("starred") === "true",
    batch: text("batch", 64),
  }
}

/** Writes an address as a query, without the question mark; what has its default is left out. */
export function writeHistoryAddress(address: HistoryAddress): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(address)) {
    if (value !== undefined && value !== "" && value !== false) pairs.set(name, String(value))
  }
  return pairs.toString()
}

/** What the server is asked for: both days whole, in the reader's own time zone. */
export function filterOf(address: HistoryAddress): HistoryFilter {
  const filter: HistoryFilter = {
    q: address.q.trim() || undefined,
    kind: address.kind,
    status: address.status,
    model: address.model,
    connection: address.connection,
    from: address.from === undefined ? undefined : startOfDay(address.from),
    to: address.to === undefined ? undefined : startOfDay(address.to, 1) - 1,
    starred: address.starred || undefined,
    batch: address.batch,
  }
  return filter
}

/** The names of what is set, in the order of the address. */
export function setFilters(address: HistoryAddress): (keyof HistoryAddress)[] {
  const names = Object.keys(emptyAddress) as (keyof HistoryAddress)[]
  return names.filter((name) => address[name] !== emptyAddress[name])
}
