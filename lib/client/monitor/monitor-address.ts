import type { AskedFigures } from "#lib/client/api/monitor"
import { rangeNames } from "#lib/domain/monitor/range"

const kinds = ["text", "image"] as const
const texts = ["connection", "model", "person"] as const

/** Reads any address of the page of figures: what is absent or makes no sense takes its default, so it never fails. */
export function readMonitorAddress(search: { get(name: string): string | null }): AskedFigures {
  const moment = (name: string) => {
    const value = search.get(name)
    return value !== null && /^\d{1,13}$/.test(value) ? Number(value) : undefined
  }
  const asked: AskedFigures = {
    range: rangeNames.find((name) => name === search.get("range")) ?? "1h",
    kind: kinds.find((kind) => kind === search.get("kind")),
  }
  for (const name of texts) {
    const value = search.get(name)
    asked[name] = value && value.length <= 200 ? value : undefined
  }
  const [from, to] = [moment("from"), moment("to")]
  return from !== undefined && to !== undefined && to > from ? { ...asked, from, to } : asked
}

/** Writes an address as a query, without the question mark; what has its default is left out. */
export function writeMonitorAddress(asked: AskedFigures): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined && !(name === "range" && value === "1h")) pairs.set(name, String(value))
  return pairs.toString()
}

/** A moment as a field for date and time holds it, in the reader's own zone. */
export function toLocalText(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 16)
}
