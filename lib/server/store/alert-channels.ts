import type { Kysely } from "kysely"
import type { AlertStore } from "./alert-ports.ts"
import type { Schema } from "./schema.ts"

type Channels = Pick<AlertStore, "channels" | "channel" | "putChannel" | "deleteChannel">

/** Where messages of alerts go. */
export function alertChannels(db: Kysely<Schema>): Channels {
  return {
    channels: () => db.selectFrom("alert_channels").selectAll().orderBy("created_at").orderBy("id").execute(),

    channel: (id) => db.selectFrom("alert_channels").selectAll().where("id", "=", id).executeTakeFirst(),

    async putChannel(row, now) {
      const { id, ...change } = { ...row, updated_at: now }
      await db
        .insertInto("alert_channels")
        .values({ id, created_at: now, ...change })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(change))
        .execute()
    },

    async deleteChannel(id) {
      const { numDeletedRows } = await db.deleteFrom("alert_channels").where("id", "=", id).executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}
