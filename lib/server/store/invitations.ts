import type { Kysely } from "kysely"
import { takenEmail } from "./people.ts"
import type { InvitationKey, InvitationStore } from "./people-ports.ts"
import type { Schema } from "./schema.ts"
import { isUniqueViolation } from "./unique-violation.ts"

/** Invitations that are open, one per address; only the hash of a link's token is kept. */
export function invitationStore(db: Kysely<Schema>): InvitationStore {
  const by = (key: InvitationKey) =>
    "email" in key
      ? ({ column: "email", value: key.email.toLowerCase() } as const)
      : ({ column: "token_hash", value: key.tokenHash } as const)

  return {
    async put(invitation) {
      const { email, ...rest } = invitation
      await db
        .insertInto("invitations")
        .values({ ...rest, email: email.toLowerCase() })
        .onConflict((conflict) => conflict.column("email").doUpdateSet(rest))
        .execute()
    },

    open: (now) =>
      db
        .selectFrom("invitations")
        .selectAll()
        .where("expires_at", ">", now)
        .orderBy("created_at", "desc")
        .orderBy("id")
        .execute(),

    find(key, now) {
      const { column, value } = by(key)
      return db
        .selectFrom("invitations")
        .selectAll()
        .where(column, "=", value)
        .where("expires_at", ">", now)
        .executeTakeFirst()
    },

    async revoke(id) {
      const revoked = await db.deleteFrom("invitations").where("id", "=", id).executeTakeFirst()
      return revoked.numDeletedRows > 0n
    },

    async revokeBy(personId) {
      await db.deleteFrom("invitations").where("invited_by", "=", personId).execute()
    },

    accept(key, now, make) {
      const { column, value } = by(key)
      return db
        .transaction()
        .execute(async (tx) => {
          const invitation = await tx
            .deleteFrom("invitations")
            .where(column, "=", value)
            .where("expires_at", ">", now)
            .returningAll()
            .executeTakeFirst()
          if (!invitation) return undefined
          const person = make(invitation)
          await tx.insertInto("people").values(person).execute()
          return person
        })
        .catch((error: unknown) => {
          throw isUniqueViolation(error) ? takenEmail(error) : error
        })
    },
  }
}
