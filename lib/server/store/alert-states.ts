import { randomUUID } from "node:crypto"
import type { Kysely, Transaction } from "kysely"
import type { Alert } from "#lib/domain/alerts/alert"
import type { AlertAdvance, StoredAlertState } from "./alert-ports.ts"
import { alertOf } from "./alert-row.ts"
import type { AlertDeliveryRow, Schema } from "./schema.ts"

export async function alertStates(db: Kysely<Schema>): Promise<StoredAlertState[]> {
  const rows = await db.selectFrom("alert_states").selectAll().orderBy("key").execute()
  return rows.map((row) => ({
    key: row.key,
    version: row.version,
    kind: row.kind as StoredAlertState["kind"],
    subject: JSON.parse(row.subject),
    alertId: row.alert_id,
    state: JSON.parse(row.state),
  }))
}

/** See `AlertStore.advance`. */
export async function advanceAlert(tx: Transaction<Schema>, advance: AlertAdvance): Promise<boolean> {
  const { step, now, seen, alert } = advance
  const alertId = step.events.some(({ type }) => type === "fired") ? randomUUID() : (seen?.alertId ?? null)
  const isFiring = step.state.phase === "firing"
  if (!(await takeStep(tx, advance, isFiring ? alertId : null))) return false
  if (alertId === null) return true

  const figures = { value: alert.value, peak: step.state.peak, detail: alert.detail }
  if (alertId !== seen?.alertId)
    await tx
      .insertInto("alerts")
      .values({
        id: alertId,
        kind: alert.kind,
        subject: JSON.stringify(alert.subject),
        threshold: alert.threshold,
        fired_at: now,
        resolved_at: null,
        ...figures,
      })
      .execute()
  // While it is clearing, what stands there is the last value that spoke for it: the title says that one.
  else if (isFiring && step.state.clearSince === null)
    await tx.updateTable("alerts").set(figures).where("id", "=", alertId).execute()

  for (const event of step.events) {
    if (event.type === "resolved")
      await tx.updateTable("alerts").set({ resolved_at: now }).where("id", "=", alertId).execute()
    if (event.type === "told") await tell(tx, alertId, "firing", now)
    if (event.type === "resolved" && event.tell) await tell(tx, alertId, "resolved", now)
  }
  return true
}

/** Writes the state where it is still the one that was read. */
async function takeStep(
  tx: Transaction<Schema>,
  { key, seen, alert, step }: AlertAdvance,
  alertId: string | null,
): Promise<boolean> {
  const values = {
    key,
    version: (seen?.version ?? 0) + 1,
    alert_id: alertId,
    subject: JSON.stringify(alert.subject),
    kind: alert.kind,
    state: JSON.stringify(step.state),
  }
  if (seen === undefined) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("alert_states")
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return Number(numInsertedOrUpdatedRows ?? 0) === 1
  }
  const { numUpdatedRows } = await tx
    .updateTable("alert_states")
    .set(values)
    .where("key", "=", key)
    .where("version", "=", seen.version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A message for each channel in use; that it is over, for those alone that were told that it fires. */
async function tell(
  tx: Transaction<Schema>,
  alertId: string,
  event: "firing" | "resolved",
  now: number,
): Promise<void> {
  const row = await tx.selectFrom("alerts").selectAll().where("id", "=", alertId).executeTakeFirstOrThrow()
  const alert = alertOf(row)
  const channels =
    event === "firing"
      ? await tx.selectFrom("alert_channels").select("id").where("enabled", "=", 1).execute()
      : await tx
          .selectFrom("alert_deliveries")
          .select("channel_id as id")
          .where("alert_id", "=", alertId)
          .where("event", "=", "firing")
          .execute()
  for (const channel of channels)
    await tx
      .insertInto("alert_deliveries")
      .values(newDelivery({ alertId, channelId: channel.id, event, alert }, now))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** A message that is to be sent at once. */
export function newDelivery(
  of: { alertId: string | null; channelId: string; event: AlertDeliveryRow["event"]; alert: Alert },
  now: number,
): AlertDeliveryRow {
  return {
    id: randomUUID(),
    alert_id: of.alertId,
    channel_id: of.channelId,
    event: of.event,
    alert: JSON.stringify(of.alert),
    status: "waiting",
    attempts: 0,
    created_at: now,
    at: now,
    error: null,
  }
}
