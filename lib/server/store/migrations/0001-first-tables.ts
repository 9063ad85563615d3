import { type Kysely, sql } from "kysely"

/**
 * People, sessions, connections, batches, runs, audit. In `runs` the small columns come before the large texts:
 * SQLite reads a row from its beginning, so a list that asks for small columns never walks through long outputs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPeople(db)
  await createConnections(db)
  await createBatches(db)
  await createRuns(db)
  await createAudit(db)
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("people")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("email", "text", (column) => column.unique())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("password_hash", "text")
    .addColumn("suspended_at", "bigint")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute()
  await db.schema
    .createTable("sessions")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("last_seen_at", "bigint", (column) => column.notNull())
    .addColumn("user_agent", "text", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("ended_at", "bigint")
    .execute()
  await db.schema.createIndex("sessions_person").on("sessions").column("person_id").execute()
  await db.schema
    .createTable("sign_in_links")
    .addColumn("token_hash", "text", (column) => column.primaryKey())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint", (column) => column.notNull())
    .addColumn("used_at", "bigint")
    .execute()
  await db.schema.createIndex("sign_in_links_person").on("sign_in_links").column("person_id").execute()
}

async function createConnections(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("connections")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("owner_id", "text", (column) => column.references("people.id").onDelete("cascade"))
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("dialect", "text", (column) => column.notNull())
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("base_url", "text", (column) => column.notNull())
    .addColumn("credential_kind", "text", (column) => column.notNull())
    .addColumn("sealed_credential", "text")
    .addColumn("last_four", "text")
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("models", "text")
    .addColumn("disabled", "integer", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .execute()
  await db.schema.createIndex("connections_owner").on("connections").column("owner_id").execute()
}

async function createBatches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("batches")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("concurrency", "integer", (column) => column.notNull())
    .addColumn("preset_id", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("finished_at", "bigint")
    .addColumn("variants", "text", (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex("batches_of_person")
    .on("batches")
    .columns(["person_id", "created_at", "id"])
    .execute()
}

async function createRuns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("runs")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("batch_id", "text", (column) => column.notNull().references("batches.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("variant_index", "integer", (column) => column.notNull())
    .addColumn("row_index", "integer", (column) => column.notNull())
    .addColumn("sample", "integer", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("connection_id", "text", (column) => column.notNull())
    .addColumn("connection_name", "text", (column) => column.notNull())
    .addColumn("model", "text", (column) => column.notNull())
    .addColumn("mode", "text", (column) => column.notNull())
    .addColumn("finish_reason", "text")
    .addColumn("error_code", "text")
    .addColumn("input_tokens", "bigint")
    .addColumn("output_tokens", "bigint")
    .addColumn("cost", "double precision")
    .addColumn("ttft_ms", "double precision")
    .addColumn("total_ms", "double precision")
    .addColumn("output_sha256", "text")
    .addColumn("event_id", "text")
    .addColumn("node", "text")
    .addColumn("lease_until", "bigint")
    .addColumn("attempt", "integer", (column) => column.notNull())
    .addColumn("starred", "integer", (column) => column.notNull())
    .addColumn("deleted_at", "bigint")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("started_at", "bigint")
    .addColumn("finished_at", "bigint")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("prompt_text", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("reasoning", "text", (column) => column.notNull())
    .addColumn("variant", "text", (column) => column.notNull())
    .addColumn("request", "text")
    .addColumn("tokens", "text")
    .execute()
  await db.schema.createIndex("runs_of_batch").on("runs").columns(["batch_id", "variant_index"]).execute()
  // History and its filters: deleted runs are in none of these.
  const kept = sql<boolean>`deleted_at is null`
  await db.schema
    .createIndex("runs_history")
    .on("runs")
    .columns(["person_id", "created_at", "id"])
    .where(kept)
    .execute()
  await db.schema.createIndex("runs_models").on("runs").columns(["person_id", "model"]).where(kept).execute()
  await db.schema
    .createIndex("runs_connections")
    .on("runs")
    .columns(["person_id", "connection_id", "connection_name"])
    .where(kept)
    .execute()
  await db.schema
    .createIndex("runs_live")
    .on("runs")
    .columns(["node", "lease_until"])
    .where(sql<boolean>`status in ('queued', 'running')`)
    .execute()
  await db.schema
    .createIndex("runs_deleted")
    .on("runs")
    .column("deleted_at")
    .where(sql<boolean>`deleted_at is not null`)
    .execute()
}

async function createAudit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("audit")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("person_id", "text")
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("target", "text")
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("request_id", "text", (column) => column.notNull())
    .addColumn("details", "text", (column) => column.notNull())
    .execute()
  await db.schema.createIndex("audit_at").on("audit").columns(["at", "id"]).execute()
}
