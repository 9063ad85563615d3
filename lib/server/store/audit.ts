import type { Kysely } from "kysely"
import type { AuditEntry, AuditStore } from "./audit-ports.ts"
import type { AuditRow, Schema } from "./schema.ts"

/** The audit trail: who did what, when, from where, and how it went. Entries are only ever added. */
export function auditStore(db: Kysely<Schema>): AuditStore {
  return {
    async append(entry) {
      await db
        .insertInto("audit")
        .values({
          id: entry.id,
          at: entry.at,
          person_id: entry.personId,
          action: entry.action,
          target: entry.target,
          outcome: entry.outcome,
          address: entry.address,
          request_id: entry.requestId,
          details: JSON.stringify(entry.details),
        })
        .execute()
    },

    async list({ limit, before }) {
      const rows = await db
        .selectFrom("audit")
        .selectAll()
        .$if(before !== undefined, (query) => query.where("at", "<", before ?? 0))
        .orderBy("at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute()
      return rows.map(entryOf)
    },
  }
}

function entryOf(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    personId: row.person_id,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    address: row.address,
    requestId: row.request_id,
    details: JSON.parse(row.details),
  }
}
