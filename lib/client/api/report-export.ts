import type { ReportExport } from "#lib/domain/audit"
import { send } from "./request.ts"

/**
 * `POST /api/audit/exports`: tells the audit log that something was saved as a file. Nobody waits for it, and a file is
 * not taken back because the server is away.
 */
export function reportExport(kind: ReportExport["kind"], format: string, count: number): void {
  const body: ReportExport = { kind, format, count }
  send("/api/audit/exports", { method: "POST", body }).catch(() => undefined)
}
