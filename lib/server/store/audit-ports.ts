export interface AuditEntry {
  id: string
  at: number
  personId: string | null
  action: string
  target: string | null
  outcome: "ok" | "refused" | "failed"
  address: string
  requestId: string
  details: Record<string, string | number | boolean>
}

export interface AuditStore {
  append(entry: AuditEntry): Promise<void>
  list(page: { limit: number; before?: number }): Promise<AuditEntry[]>
}
