import { type Kysely, PostgresAdapter, sql } from "kysely"
import { chained, chainStart, type HashedRow } from "#lib/server/store/audit-chain"

/** Rows that are brought into the chain at a time. */
const pageSize = 500

/** The audit log becomes a chain: what is there is copied into it, in the order in which it happened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex("audit_at").execute()
  await db.schema.alterTable("audit").renameTo("audit_unchained").execute()
  await createTables(db)
  await chainOld(db)
  await db.schema.dropTable("audit_unchained").execute()
  await refuseChanges(db)
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("audit")
    .addColumn("seq", "bigint", (column) => column.primaryKey())
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("person_id", "text")
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("target", "text")
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("device", "text", (column) => column.notNull())
    .addColumn("request_id", "text", (column) => column.notNull())
    .addColumn("details", "text", (column) => column.notNull())
    .addColumn("previous_hash", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute()
  await db.schema.createIndex("audit_by_time").on("audit").columns(["at", "seq"]).execute()
  await db.schema.createIndex("audit_by_person").on("audit").columns(["person_id", "seq"]).execute()
  await db.schema
    .createTable("audit_head")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("seq", "bigint", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute()
  await db.schema
    .createTable("audit_checkpoints")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("seq", "bigint", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("made_by", "text")
    .addColumn("removed", "bigint", (column) => column.notNull())
    .addColumn("removed_from", "bigint")
    .addColumn("removed_to", "bigint")
    .addColumn("mac", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("audit_checkpoints_key", ["kind", "seq"])
    .execute()
  await db.schema
    .createTable("audit_keys")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("sealed", "text", (column) => column.notNull())
    .execute()
}

async function chainOld(db: Kysely<unknown>): Promise<void> {
  let head = { seq: 0, hash: chainStart }
  for (;;) {
    const { rows } = await sql<Omit<HashedRow, "seq" | "device">>`
      select id, at, person_id, action, target, outcome, address, request_id, details from audit_unchained
      order by at, id limit ${pageSize} offset ${head.seq}`.execute(db)
    const placed = chained(
      rows.map((row) => ({ ...row, device: "" })),
      head,
    )
    const last = placed.at(-1)
    if (!last) break
    const names = Object.keys(last)
    const values = placed.map((row) => sql`(${sql.join(Object.values(row))})`)
    await sql`insert into audit (${sql.join(names.map((name) => sql.ref(name)))}) values ${sql.join(values)}`.execute(
      db,
    )
    head = { seq: last.seq, hash: last.hash }
  }
  await sql`insert into audit_head (id, seq, hash) values ('chain', ${head.seq}, ${head.hash})`.execute(db)
}

/** The database itself refuses to change an entry, and to delete one that no checkpoint of retention stands for. */
async function refuseChanges(db: Kysely<unknown>): Promise<void> {
  const stood = sql`exists (select 1 from audit_checkpoints where kind = 'retention' and seq >= old.seq)`
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`
      create function audit_refuse_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then
          if ${stood} then return old; end if;
        end if;
        raise exception 'The audit log is append-only.';
      end $$`.execute(db)
    await sql`
      create trigger audit_append_only before update or delete on audit
      for each row execute function audit_refuse_change()`.execute(db)
    return
  }
  await sql`
    create trigger audit_never_changed before update on audit
    begin select raise(abort, 'The audit log is append-only.'); end`.execute(db)
  await sql`
    create trigger audit_never_deleted before delete on audit when not ${stood}
    begin select raise(abort, 'The audit log is append-only.'); end`.execute(db)
}
