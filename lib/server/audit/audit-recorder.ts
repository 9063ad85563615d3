import { randomUUID } from "node:crypto"
import type { Log } from "#lib/server/log"
import type { AuditEntry, AuditStore } from "#lib/server/store/audit-ports"

/** Leaves rows in the audit log beside the calls: nobody waits for it, and `settled` waits for what is under way. */
export function createAuditRecorder(deps: { store: AuditStore; now: () => number; log: Log }) {
  const writing = new Set<Promise<void>>()
  return {
    record(entry: Omit<AuditEntry, "id" | "at">): void {
      const write = deps.store
        .append({ ...entry, id: randomUUID(), at: deps.now() })
        .catch((err: unknown) => deps.log.error({ err, action: entry.action }, "audit row not written"))
        .finally(() => writing.delete(write))
      writing.add(write)
    },
    async settled(): Promise<void> {
      await Promise.all(writing)
    },
  }
}

export type AuditRecorder = ReturnType<typeof createAuditRecorder>
