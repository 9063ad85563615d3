import type { Kysely } from "kysely"
import type { IdentityStore } from "./people-ports.ts"
import type { Schema } from "./schema.ts"

/** Accounts at other providers by which people sign in. */
export function identityStore(db: Kysely<Schema>): IdentityStore {
  return {
    personOf: (provider, subject) =>
      db
        .selectFrom("identities")
        .innerJoin("people", "people.id", "identities.person_id")
        .selectAll("people")
        .where("provider", "=", provider)
        .where("subject", "=", subject)
        .executeTakeFirst(),

    async tie({ provider, subject, personId, at }) {
      await db
        .insertInto("identities")
        .values({ provider, subject, person_id: personId, created_at: at })
        .onConflict((conflict) => conflict.columns(["provider", "subject"]).doNothing())
        .execute()
    },
  }
}
