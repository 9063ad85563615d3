import type { Kysely } from "kysely"
import type { AlertStore } from "./alert-ports.ts"
import { newDelivery } from "./alert-states.ts"
import type { Schema } from "./schema.ts"

type Deliveries = Pick<AlertStore, "addTest" | "due" | "claim" | "settle" | "deliveries" | "retry">

/** Messages on their way: what stands here is sent, whatever becomes of the process that wrote it. */
export function alertDeliveries(db: Kysely<Schema>): Deliveries {
  return {
    async addTest(channelId, alert, now) {
      // Given up from the start, so that no timer sends it besides whoever asked for it.
      const row = {
        ...newDelivery({ alertId: null, channelId, event: "test", alert }, now),
        status: "failed" as const,
        attempts: 1,
      }
      await db.insertInto("alert_deliveries").values(row).execute()
      return row
    },

    due: (now, limit, exceptChannels = []) =>
      db
        .selectFrom("alert_deliveries as due")
        .selectAll()
        .where("status", "=", "waiting")
        .where("at", "<=", now)
        // An empty list is no SQL.
        .$if(exceptChannels.length > 0, (query) => query.where("channel_id", "not in", exceptChannels))
        .where((where) =>
          where.or([
            where("event", "!=", "resolved"),
            where.not(
              where.exists(
                where
                  .selectFrom("alert_deliveries as before")
                  .select("before.id")
                  .whereRef("before.alert_id", "=", "due.alert_id")
                  .whereRef("before.channel_id", "=", "due.channel_id")
                  .where("before.event", "=", "firing")
                  .where("before.status", "=", "waiting"),
              ),
            ),
          ]),
        )
        .orderBy("at")
        .orderBy("id")
        .limit(limit)
        .execute(),

    async claim(delivery, until) {
      const { numUpdatedRows } = await db
        .updateTable("alert_deliveries")
        .set({ attempts: delivery.attempts + 1, at: until })
        .where("id", "=", delivery.id)
        .where("status", "=", "waiting")
        .where("attempts", "=", delivery.attempts)
        .where("at", "=", delivery.at)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async settle(id, outcome) {
      await db.updateTable("alert_deliveries").set(outcome).where("id", "=", id).execute()
    },

    deliveries: (limit) =>
      db
        .selectFrom("alert_deliveries")
        .selectAll()
        .orderBy("created_at", "desc")
        .orderBy("id")
        .limit(limit)
        .execute(),

    async retry(id, now) {
      const { numUpdatedRows } = await db
        .updateTable("alert_deliveries")
        .set({ status: "waiting", attempts: 0, at: now })
        .where("id", "=", id)
        .where("status", "=", "failed")
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}
