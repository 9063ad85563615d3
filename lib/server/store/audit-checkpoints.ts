import type { Kysely } from "kysely"
import type { AuditStore } from "./audit-ports.ts"
import type { Schema } from "./schema.ts"

type Checkpoints = Pick<
  AuditStore,
  "addSeal" | "seals" | "lastSeal" | "retained" | "oldest" | "countBefore" | "removeThrough" | "keepKey"
>

/** Signed places of the audit chain, and the removal of what lies before one of them. */
export function auditCheckpoints(db: Kysely<Schema>): Checkpoints {
  const ofKind = (kind: "seal" | "retention") =>
    db.selectFrom("audit_checkpoints").selectAll().where("kind", "=", kind)

  /** The first entry that is not older: one from a clock that ran ahead keeps what came after it, rather than too little. */
  const firstFrom = async (before: number): Promise<number> => {
    const kept = await db
      .selectFrom("audit")
      .select((eb) => eb.fn.min("seq").as("seq"))
      .where("at", ">=", before)
      .executeTakeFirst()
    return kept?.seq ?? Number.MAX_SAFE_INTEGER
  }

  return {
    async addSeal(seal) {
      await db
        .insertInto("audit_checkpoints")
        .values(seal)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    seals: (after, limit) => ofKind("seal").where("seq", ">", after).orderBy("seq").limit(limit).execute(),
    lastSeal: () => ofKind("seal").orderBy("seq", "desc").limit(1).executeTakeFirst(),
    retained: () => ofKind("retention").orderBy("seq", "desc").limit(1).executeTakeFirst(),

    async oldest(before, limit) {
      const rows = await db
        .selectFrom("audit")
        .select(["seq", "hash", "at"])
        .where("seq", "<", await firstFrom(before))
        .orderBy("seq")
        .limit(limit)
        .execute()
      const [first, last] = [rows[0], rows.at(-1)]
      return first && last && { entries: rows.length, firstAt: first.at, last }
    },

    async countBefore(before) {
      const counted = await db
        .selectFrom("audit")
        .select((eb) => eb.fn.countAll<number>().as("entries"))
        .where("seq", "<", await firstFrom(before))
        .executeTakeFirstOrThrow()
      return Number(counted.entries)
    },

    removeThrough: (checkpoint) =>
      db.transaction().execute(async (tx) => {
        // First: the database lets no entry go that no checkpoint stands for.
        await tx
          .insertInto("audit_checkpoints")
          .values(checkpoint)
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        const { numDeletedRows } = await tx
          .deleteFrom("audit")
          .where("seq", "<=", checkpoint.seq)
          .executeTakeFirst()
        await tx
          .deleteFrom("audit_checkpoints")
          .where((where) =>
            where.or([
              where.and([where("kind", "=", "seal"), where("seq", "<=", checkpoint.seq)]),
              where.and([where("kind", "=", "retention"), where("seq", "<", checkpoint.seq)]),
            ]),
          )
          .execute()
        return Number(numDeletedRows)
      }),

    async keepKey(sealed) {
      await db
        .insertInto("audit_keys")
        .values({ id: "seals", sealed })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const kept = await db
        .selectFrom("audit_keys")
        .select("sealed")
        .where("id", "=", "seals")
        .executeTakeFirstOrThrow()
      return kept.sealed
    },
  }
}
