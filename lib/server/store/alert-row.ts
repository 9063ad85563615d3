import type { Alert } from "#lib/domain/alerts/alert"
import type { AlertRow } from "./schema.ts"

/** An entry of the history as the domain knows it. */
export function alertOf(row: AlertRow): Alert {
  return {
    id: row.id,
    kind: row.kind as Alert["kind"],
    subject: JSON.parse(row.subject),
    threshold: row.threshold,
    firedAt: row.fired_at,
    resolvedAt: row.resolved_at,
    peak: row.peak,
    value: row.value,
    detail: row.detail,
  }
}
