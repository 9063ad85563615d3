import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely"
import { type AuditFilter, type AuditItem, auditGroups } from "#lib/domain/audit"
import { chained, rowOf } from "./audit-chain.ts"
import { auditCheckpoints } from "./audit-checkpoints.ts"
import type { AuditEntry, AuditHead, AuditStore } from "./audit-ports.ts"
import type { AuditRow, Schema } from "./schema.ts"
import { searchWords, type TextSearch } from "./text-search.ts"
import { isUniqueViolation } from "./unique-violation.ts"

/** Rows in one insert: engines limit the parameters of a statement. */
const rowsPerInsert = 200

/** The audit trail: who did what, when, from where, and how it went. Entries are only ever added. */
export function auditStore(db: Kysely<Schema>, search: TextSearch): AuditStore {
  async function append(entries: AuditEntry[]): Promise<AuditHead> {
    return db.transaction().execute(async (tx) => {
      // A write that changes nothing: nodes that append at once wait here for each other.
      const { seq, hash } = await tx
        .updateTable("audit_head")
        .set({ id: "chain" })
        .where("id", "=", "chain")
        .returning(["seq", "hash"])
        .executeTakeFirstOrThrow()
      const rows = chained(entries.map(rowOf), { seq, hash })
      for (let start = 0; start < rows.length; start += rowsPerInsert)
        await tx
          .insertInto("audit")
          .values(rows.slice(start, start + rowsPerInsert))
          .execute()
      const last = rows.at(-1) ?? { seq, hash }
      const head = { seq: last.seq, hash: last.hash }
      await tx.updateTable("audit_head").set(head).where("id", "=", "chain").execute()
      return head
    })
  }

  return {
    ...auditCheckpoints(db),

    async append(entries) {
      try {
        return await append(entries)
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        // Written before, though the answer of the database was lost on its way.
        const ids = entries.map(({ id }) => id)
        const there = await db.selectFrom("audit").select("id").where("id", "in", ids).execute()
        if (there.length === 0) throw error
        const known = new Set(there.map(({ id }) => id))
        return append(entries.filter(({ id }) => !known.has(id)))
      }
    },

    async list({ limit, before, ...filter }) {
      const rows = await db
        .selectFrom("audit")
        .selectAll()
        .where((where) => where.and(conditions(filter, search)))
        .$if(before !== undefined, (query) => query.where("seq", "<", before ?? 0))
        .orderBy("seq", "desc")
        .limit(limit)
        .execute()
      return rows.map(itemOf)
    },

    walk: (after, limit) =>
      db.selectFrom("audit").selectAll().where("seq", ">", after).orderBy("seq").limit(limit).execute(),

    head: () =>
      db.selectFrom("audit_head").select(["seq", "hash"]).where("id", "=", "chain").executeTakeFirst(),
  }
}

function conditions(filter: AuditFilter, search: TextSearch): RawBuilder<SqlBool>[] {
  const { person, group, outcome, from, to, q } = filter
  const all: RawBuilder<SqlBool>[] = []
  if (person !== undefined) all.push(sql`person_id = ${person}`)
  if (group !== undefined)
    all.push(
      sql`(${sql.join(
        auditGroups[group].map((noun) => sql`action = ${noun} or action like ${`${noun}.%`}`),
        sql` or `,
      )})`,
    )
  if (outcome !== undefined) all.push(sql`outcome = ${outcome}`)
  if (from !== undefined) all.push(sql`at >= ${from}`)
  if (to !== undefined) all.push(sql`at < ${to}`)
  for (const word of searchWords(q))
    all.push(sql`(${search.contains("target", word)} or ${search.contains("details", word)})`)
  return all
}

/** A row for the eye. One that was tampered with is shown as well as it can be. */
function itemOf(row: AuditRow): AuditItem {
  return {
    seq: row.seq,
    id: row.id,
    at: row.at,
    personId: row.person_id,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    address: row.address,
    device: row.device,
    requestId: row.request_id,
    details: detailsOf(row.details),
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}

function detailsOf(text: string): AuditItem["details"] {
  try {
    const details: unknown = JSON.parse(text)
    if (typeof details === "object" && details !== null && !Array.isArray(details))
      return Object.fromEntries(
        Object.entries(details).map(([name, value]) => [
          name,
          ["string", "number", "boolean"].includes(typeof value) ? value : JSON.stringify(value),
        ]),
      )
  } catch {}
  return { unreadable: text }
}
