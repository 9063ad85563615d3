import type { Kysely } from "kysely"
import type { SignInLinkStore } from "./people-ports.ts"
import type { Schema } from "./schema.ts"

/** Single-use sign-in links; only the hash of a token is kept. */
export function signInLinkStore(db: Kysely<Schema>): SignInLinkStore {
  return {
    async create({ tokenHash, personId, createdAt, expiresAt }) {
      await db
        .insertInto("sign_in_links")
        .values({
          token_hash: tokenHash,
          person_id: personId,
          created_at: createdAt,
          expires_at: expiresAt,
          used_at: null,
        })
        .execute()
    },

    async spend(tokenHash, now) {
      const spent = await db
        .updateTable("sign_in_links")
        .set({ used_at: now })
        .where("token_hash", "=", tokenHash)
        .where("used_at", "is", null)
        .where("expires_at", ">", now)
        .returning("person_id")
        .executeTakeFirst()
      return spent?.person_id
    },

    async revoke(personId) {
      await db
        .deleteFrom("sign_in_links")
        .where("person_id", "=", personId)
        .where("used_at", "is", null)
        .execute()
    },
  }
}
