import type { Kysely } from "kysely"
import type { SessionStore } from "./people-ports.ts"
import type { Schema } from "./schema.ts"

/** Sessions: a cookie holds an id, and this table decides on each request whether it still counts. */
export function sessionStore(db: Kysely<Schema>): SessionStore {
  return {
    async create(session) {
      await db.insertInto("sessions").values(session).execute()
    },

    async active(id, now) {
      const session = await db
        .selectFrom("sessions")
        .selectAll()
        .where("id", "=", id)
        .where("ended_at", "is", null)
        .where("expires_at", ">", now)
        .executeTakeFirst()
      if (!session) return undefined
      const person = await db
        .selectFrom("people")
        .selectAll()
        .where("id", "=", session.person_id)
        .where("suspended_at", "is", null)
        .executeTakeFirst()
      return person && { session, person }
    },

    list: (personId, now) =>
      db
        .selectFrom("sessions")
        .selectAll()
        .where("person_id", "=", personId)
        .where("ended_at", "is", null)
        .where("expires_at", ">", now)
        .orderBy("last_seen_at", "desc")
        .orderBy("id")
        .execute(),

    async touch(id, now) {
      await db.updateTable("sessions").set({ last_seen_at: now }).where("id", "=", id).execute()
    },

    async end(id, now) {
      await db
        .updateTable("sessions")
        .set({ ended_at: now })
        .where("id", "=", id)
        .where("ended_at", "is", null)
        .execute()
    },

    async endOwn(id, personId, now) {
      const ended = await db
        .updateTable("sessions")
        .set({ ended_at: now })
        .where("id", "=", id)
        .where("person_id", "=", personId)
        .where("ended_at", "is", null)
        .where("expires_at", ">", now)
        .executeTakeFirst()
      return ended.numUpdatedRows > 0n
    },

    async endAll(personId, now, exceptId) {
      await db
        .updateTable("sessions")
        .set({ ended_at: now })
        .where("person_id", "=", personId)
        .where("ended_at", "is", null)
        .$if(exceptId !== undefined, (query) => query.where("id", "!=", exceptId ?? ""))
        .execute()
    },
  }
}
