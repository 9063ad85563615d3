import type { Kysely } from "kysely"
import { sql } from "kysely"
import type { Schema } from "./schema.ts"
import type { ScreeningStore } from "./screening-ports.ts"

const dayMs = 24 * 60 * 60_000

/** What the word filter found in runs. */
export function screeningStore(db: Kysely<Schema>): ScreeningStore {
  return {
    async mark(runId, personId, marks) {
      await db.transaction().execute(async (tx) => {
        // A run that was put back into the queue is screened anew.
        await tx.deleteFrom("run_marks").where("run_id", "=", runId).execute()
        if (marks.length === 0) return
        const rows = marks.map(({ channel, listId, listName, category, action, count, at }) => ({
          run_id: runId,
          person_id: personId,
          channel,
          list_id: listId,
          list_name: listName,
          category,
          action,
          count,
          at: Math.round(at),
        }))
        await tx.insertInto("run_marks").values(rows).execute()
      })
    },

    async ofRun(runId) {
      const rows = await db
        .selectFrom("run_marks")
        .selectAll()
        .where("run_id", "=", runId)
        .orderBy("channel")
        .orderBy("list_id")
        .execute()
      return rows.map((row) => ({
        channel: row.channel,
        listId: row.list_id,
        listName: row.list_name,
        category: row.category,
        action: row.action,
        count: row.count,
        at: row.at,
      }))
    },

    async flaggedIn(from, to) {
      const hardness = sql<number>`max(case action when 'block' then 2 when 'mask' then 1 else 0 end)`
      const rows = await db
        .selectFrom("run_marks")
        .select(["run_id", hardness.as("hardness")])
        .where("at", ">=", from)
        .where("at", "<", to)
        .groupBy("run_id")
        .orderBy("hardness", "desc")
        .orderBy("run_id")
        .execute()
      return rows.map((row) => row.run_id)
    },

    async counts(from, to) {
      // Both engines divide integers without a rest.
      const day = sql<number>`at / ${sql.lit(dayMs)}`
      const rows = await db
        .selectFrom("run_marks")
        .select((eb) => [
          day.as("day"),
          "category",
          "action",
          sql<number>`count(distinct run_id)`.as("runs"),
          eb.fn.sum<number>("count").as("places"),
        ])
        .where("at", ">=", from)
        .where("at", "<", to)
        .groupBy([day, "category", "action"])
        .orderBy("day", "desc")
        .orderBy("category")
        .orderBy("action")
        .execute()
      return rows.map((row) => ({
        day: new Date(Number(row.day) * dayMs).toISOString().slice(0, 10),
        category: row.category,
        action: row.action,
        runs: Number(row.runs),
        places: Number(row.places),
      }))
    },
  }
}
