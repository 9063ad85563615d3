import type { Kysely } from "kysely"
import { sql } from "kysely"
import { BracketError } from "#lib/domain/errors"
import { keepingAnOwner } from "./owners.ts"
import type { PeopleStore } from "./people-ports.ts"
import { removePerson } from "./remove-person.ts"
import type { Schema } from "./schema.ts"
import { isUniqueViolation } from "./unique-violation.ts"

/** A fixed id: nodes that start together meet in the primary key, and one of them wins. */
const ownerId = "owner"

/** People: one owner from the first start, others by invitation. */
export function peopleStore(db: Kysely<Schema>): PeopleStore {
  const firstOwner = () =>
    db
      .selectFrom("people")
      .selectAll()
      .where("role", "=", "owner")
      // One who may come in, where there are several.
      .orderBy(sql`case when suspended_at is null then 0 else 1 end`)
      .orderBy("created_at")
      .orderBy("id")
      .limit(1)

  return {
    async ensureOwner(now) {
      const owner = await firstOwner().executeTakeFirst()
      if (owner) return owner
      await db
        .insertInto("people")
        .values({
          id: ownerId,
          name: "Owner",
          email: null,
          role: "owner",
          password_hash: null,
          suspended_at: null,
          created_at: now,
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute()
      return firstOwner().executeTakeFirstOrThrow()
    },

    async create(person) {
      const row = { ...person, email: person.email?.toLowerCase() ?? null }
      await db.insertInto("people").values(row).execute().catch(refuseTakenEmail)
    },

    get: (id) => db.selectFrom("people").selectAll().where("id", "=", id).executeTakeFirst(),

    findByEmail: (email) =>
      db.selectFrom("people").selectAll().where("email", "=", email.toLowerCase()).executeTakeFirst(),

    list: () =>
      db
        .selectFrom("people")
        .selectAll()
        .select((select) =>
          select
            .selectFrom("sessions")
            .select((inner) => inner.fn.max("sessions.last_seen_at").as("seen"))
            .whereRef("sessions.person_id", "=", "people.id")
            .as("last_seen_at"),
        )
        .orderBy("created_at")
        .orderBy("id")
        .execute(),

    async setPassword(id, { email, passwordHash }) {
      await db
        .updateTable("people")
        .set({ email: email.toLowerCase(), password_hash: passwordHash })
        .where("id", "=", id)
        .execute()
        .catch(refuseTakenEmail)
    },

    async clearPassword(id) {
      await db.updateTable("people").set({ password_hash: null }).where("id", "=", id).execute()
    },

    async change(id, { name, email, role }) {
      // The id too: a change of nothing is no SQL.
      const set = { id, name, email: email?.toLowerCase(), role }
      await db
        .transaction()
        .execute((tx) =>
          keepingAnOwner(tx, () => tx.updateTable("people").set(set).where("id", "=", id).execute()),
        )
        .catch(refuseTakenEmail)
    },

    suspend: (id, at) =>
      db
        .transaction()
        .execute((tx) =>
          keepingAnOwner(tx, () =>
            tx.updateTable("people").set({ suspended_at: at }).where("id", "=", id).execute(),
          ),
        ),

    remove: (id, heirId) =>
      db.transaction().execute((tx) => keepingAnOwner(tx, () => removePerson(tx, id, heirId))),
  }
}

function refuseTakenEmail(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw takenEmail(error)
}

export function takenEmail(cause?: unknown): BracketError {
  return new BracketError("conflict", "Somebody else already uses this e-mail address.", {
    hint: "Choose another address.",
    field: "email",
    cause,
  })
}
