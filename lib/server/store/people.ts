import type { Kysely } from "kysely"
import { BracketError } from "#lib/domain/errors"
import type { Schema } from "./schema.ts"
import type { PeopleStore } from "./store.ts"
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

    async setPassword(id, { email, passwordHash }) {
      await db
        .updateTable("people")
        .set({ email: email.toLowerCase(), password_hash: passwordHash })
        .where("id", "=", id)
        .execute()
        .catch(refuseTakenEmail)
    },

    async suspend(id, at) {
      await db.updateTable("people").set({ suspended_at: at }).where("id", "=", id).execute()
    },
  }
}

function refuseTakenEmail(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new BracketError("conflict", "Somebody else already uses this e-mail address.", {
    hint: "Choose another address.",
    field: "email",
    cause: error,
  })
}
