import type { Kysely } from "kysely"
import type { Schema } from "./schema.ts"
import type { SessionStore } from "./store.ts"

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
