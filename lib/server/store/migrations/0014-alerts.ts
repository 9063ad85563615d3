import type { Kysely } from "kysely"

/** Rules that watch over runs and services, how each alert stands, where messages go, and what was sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("alert_rules")
    .addColumn("kind", "text", (column) => column.primaryKey())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .addColumn("updated_by", "text")
    .execute()
  await db.schema
    .createTable("alert_states")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("alert_id", "text")
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .execute()
  await db.schema
    .createTable("alerts")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("threshold", "double precision", (column) => column.notNull())
    .addColumn("fired_at", "bigint", (column) => column.notNull())
    .addColumn("resolved_at", "bigint")
    .addColumn("peak", "double precision")
    .addColumn("value", "double precision")
    .addColumn("detail", "text")
    .execute()
  await db.schema.createIndex("alerts_fired").on("alerts").columns(["fired_at", "id"]).execute()
  await db.schema
    .createTable("alert_channels")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("enabled", "integer", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("sealed_secret", "text")
    .addColumn("last_four", "text")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("updated_at", "bigint", (column) => column.notNull())
    .execute()
  await db.schema
    .createTable("alert_deliveries")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("alert_id", "text", (column) => column.references("alerts.id").onDelete("cascade"))
    .addColumn("channel_id", "text", (column) =>
      column.notNull().references("alert_channels.id").onDelete("cascade"),
    )
    .addColumn("event", "text", (column) => column.notNull())
    .addColumn("alert", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("error", "text")
    .execute()
  // One message of each kind per alert and channel, however many nodes see it.
  await db.schema
    .createIndex("alert_deliveries_once")
    .unique()
    .on("alert_deliveries")
    .columns(["alert_id", "channel_id", "event"])
    .execute()
  await db.schema
    .createIndex("alert_deliveries_due")
    .on("alert_deliveries")
    .columns(["status", "at"])
    .execute()
  await db.schema
    .createTable("alert_mutes")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("until", "bigint", (column) => column.notNull())
    .addColumn("muted_by", "text")
    .execute()
}
