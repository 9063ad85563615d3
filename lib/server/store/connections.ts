import type { Kysely, Transaction } from "kysely"
import type { ConnectionStore } from "./connection-ports.ts"
import type { ConnectionRow, Schema } from "./schema.ts"

/** Connections: those shared with everyone, with some people, and people's own. */
export function connectionStore(db: Kysely<Schema>): Omit<ConnectionStore, "rotate" | "destroyFallbacks"> {
  return {
    async visibleTo(personId) {
      const rows = await db
        .selectFrom("connections")
        .selectAll()
        .where("disabled", "=", 0)
        .where("absent", "=", 0)
        .where((where) =>
          where.or([
            where("access", "=", "everyone"),
            where("owner_id", "=", personId),
            where.and([
              where("access", "=", "people"),
              where.exists(
                where
                  .selectFrom("connection_people")
                  .select("person_id")
                  .whereRef("connection_id", "=", "connections.id")
                  .where("person_id", "=", personId),
              ),
            ]),
          ]),
        )
        .execute()
      return rows.sort(bySandboxThenName)
    },

    async managed(ownerId) {
      const rows = await db
        .selectFrom("connections")
        .selectAll()
        .where("absent", "=", 0)
        .$if(ownerId !== undefined, (query) => query.where("owner_id", "=", ownerId ?? ""))
        .execute()
      return rows.sort(bySandboxThenName)
    },

    get: (id) => db.selectFrom("connections").selectAll().where("id", "=", id).executeTakeFirst(),

    async put(row, people) {
      const { id, created_at, models, model_overrides, ...replaced } = row
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("connections")
          .values(row)
          .onConflict((conflict) => conflict.column("id").doUpdateSet(replaced))
          .execute()
        await setPeople(transaction, id, people)
      })
    },

    async update(seen, row, people) {
      const { id, created_at, models, model_overrides, updated_at, ...replaced } = row
      return await db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable("connections")
          .set({ ...replaced, ...(models === null ? { models } : {}) })
          // Later than what was seen, also within one millisecond.
          .set({ updated_at: Math.max(updated_at, seen.updated_at + 1) })
          .where("id", "=", seen.id)
          .where("updated_at", "=", seen.updated_at)
          // A new master key seals them anew, which is no change of the connection.
          .where("sealed_credential", seen.sealed_credential === null ? "is" : "=", seen.sealed_credential)
          .where(
            "fallback_credential",
            seen.fallback_credential === null ? "is" : "=",
            seen.fallback_credential,
          )
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await setPeople(transaction, seen.id, people)
        return true
      })
    },

    async delete(id) {
      const { numDeletedRows } = await db
        .deleteFrom("connections")
        .where("id", "=", id)
        .where("source", "=", "person")
        .executeTakeFirst()
      return numDeletedRows > 0n
    },

    async people() {
      const people: Record<string, string[]> = {}
      const rows = await db.selectFrom("connection_people").selectAll().orderBy("person_id").execute()
      for (const row of rows) {
        people[row.connection_id] ??= []
        people[row.connection_id]?.push(row.person_id)
      }
      return people
    },

    async setModels(id, models) {
      await db
        .updateTable("connections")
        .set({ models: JSON.stringify(models) })
        .where("id", "=", id)
        .execute()
    },

    async setModelOverrides(id, overrides, now) {
      await db
        .updateTable("connections")
        .set({ model_overrides: overrides, updated_at: now })
        .where("id", "=", id)
        .execute()
    },

    async keepEnvironment(ids) {
      await db
        .updateTable("connections")
        .set({ absent: 1 })
        .where("source", "=", "environment")
        // An empty list is no SQL.
        .$if(ids.length > 0, (query) => query.where("id", "not in", ids))
        .execute()
    },

    async usageSince(since, ids) {
      if (ids.length === 0) return {}
      const rows = await db
        .selectFrom("runs")
        .select(({ fn }) => [
          "connection_id",
          fn.countAll<number>().as("requests"),
          fn.sum<number | null>("input_tokens").as("input"),
          fn.sum<number | null>("output_tokens").as("output"),
          fn.sum<number | null>("cost").as("cost"),
        ])
        .where("connection_id", "in", ids)
        .where("started_at", ">=", since)
        .groupBy("connection_id")
        .execute()
      return Object.fromEntries(
        rows.map(({ connection_id, requests, input, output, cost }) => [
          connection_id,
          {
            requests: Number(requests),
            tokens: Number(input ?? 0) + Number(output ?? 0),
            cost: Number(cost ?? 0),
          },
        ]),
      )
    },
  }
}

/** Who may use a connection; nothing changes without a list. */
async function setPeople(
  transaction: Transaction<Schema>,
  connectionId: string,
  people: string[] | undefined,
): Promise<void> {
  if (people === undefined) return
  await transaction.deleteFrom("connection_people").where("connection_id", "=", connectionId).execute()
  // Somebody may have been removed since the list was made.
  await transaction
    .insertInto("connection_people")
    .columns(["connection_id", "person_id"])
    .expression((expression) =>
      expression
        .selectFrom("people")
        .select((select) => [select.val(connectionId).as("connection_id"), "people.id"])
        .where("people.id", "in", people.length > 0 ? people : [""]),
    )
    .execute()
}

/** Sorted here and not in SQL: the engines collate names differently, and they are few. */
function bySandboxThenName(a: ConnectionRow, b: ConnectionRow): number {
  const sandboxFirst = Number(b.provider === "sandbox") - Number(a.provider === "sandbox")
  return sandboxFirst || a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1)
}
