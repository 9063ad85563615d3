import type { Kysely } from "kysely"
import { alertKinds, alertRuleSchema, defaultAlertRule } from "#lib/domain/alerts/alert-rules"
import { alertChannels } from "./alert-channels.ts"
import { alertDeliveries } from "./alert-deliveries.ts"
import type { AlertStore } from "./alert-ports.ts"
import { alertOf } from "./alert-row.ts"
import { advanceAlert, alertStates } from "./alert-states.ts"
import type { Schema } from "./schema.ts"

/** Alerts: their rules, how they stand, what has fired, and the messages about it. */
export function alertStore(db: Kysely<Schema>): AlertStore {
  return {
    ...alertChannels(db),
    ...alertDeliveries(db),
    states: () => alertStates(db),
    advance: (advance) => db.transaction().execute((tx) => advanceAlert(tx, advance)),

    async rules() {
      const rows = await db.selectFrom("alert_rules").select(["kind", "settings"]).execute()
      const changed = new Map(rows.map(({ kind, settings }) => [kind, JSON.parse(settings)]))
      return alertKinds.map((kind) => {
        const rule = alertRuleSchema.safeParse(changed.get(kind))
        return rule.success ? rule.data : defaultAlertRule(kind)
      })
    },

    async setRules(rules, { personId, now }) {
      const rows = rules.map((rule) => ({
        kind: rule.kind,
        settings: JSON.stringify(rule),
        updated_at: now,
        updated_by: personId,
      }))
      await db.transaction().execute(async (tx) => {
        for (const row of rows)
          await tx
            .insertInto("alert_rules")
            .values(row)
            .onConflict((conflict) => conflict.column("kind").doUpdateSet(row))
            .execute()
      })
    },

    async firing() {
      const rows = await db
        .selectFrom("alerts")
        .selectAll()
        .where("resolved_at", "is", null)
        .orderBy("fired_at", "desc")
        .orderBy("id")
        .execute()
      return rows.map(alertOf)
    },

    async countFiring() {
      const { count } = await db
        .selectFrom("alerts")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("resolved_at", "is", null)
        .executeTakeFirstOrThrow()
      return Number(count)
    },

    async history(limit) {
      const rows = await db
        .selectFrom("alerts")
        .selectAll()
        .where("resolved_at", "is not", null)
        .orderBy("fired_at", "desc")
        .orderBy("id")
        .limit(limit)
        .execute()
      return rows.map(alertOf)
    },

    mutes: (now) =>
      db.selectFrom("alert_mutes").select(["key", "until"]).where("until", ">", now).orderBy("key").execute(),

    async mute(key, until, personId) {
      if (until === null) {
        await db.deleteFrom("alert_mutes").where("key", "=", key).execute()
        return
      }
      const change = { until, muted_by: personId }
      await db
        .insertInto("alert_mutes")
        .values({ key, ...change })
        .onConflict((conflict) => conflict.column("key").doUpdateSet(change))
        .execute()
    },

    async purge(before) {
      // Messages of an alert go with it.
      await db.deleteFrom("alerts").where("resolved_at", "<", before).execute()
      await db
        .deleteFrom("alert_deliveries")
        .where("alert_id", "is", null)
        .where("created_at", "<", before)
        .execute()
      await db.deleteFrom("alert_mutes").where("until", "<", before).execute()
    },
  }
}
