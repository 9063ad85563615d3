import type { Kysely } from "kysely"
import type { Share, ShareSummary } from "#lib/domain/share"
import { judgementColumns, judgementOf } from "./judgements.ts"
import { stateColumnNames, stateOf } from "./run-columns.ts"
import type { Schema, ShareRow } from "./schema.ts"
import type { ShareStore } from "./share-ports.ts"

/** Ids in one condition: engines limit the parameters of a statement. */
const idsAtOnce = 500
const imagesPerInsert = 400

/** The snapshots behind links, and what is counted of them. */
export function shareStore(db: Kysely<Schema>): ShareStore {
  return {
    async create({ share, personId, images }) {
      const row: ShareRow = {
        id: share.id,
        person_id: personId,
        title: share.title,
        audience: share.audience,
        created_at: share.createdAt,
        expires_at: share.expiresAt,
        views: 0,
        run_count: share.runs?.length ?? 0,
        content: JSON.stringify(share.content),
        runs: share.runs ? JSON.stringify(share.runs) : null,
      }
      await db.transaction().execute(async (tx) => {
        await tx.insertInto("shares").values(row).execute()
        const rows = images.map((sha256) => ({ share_id: share.id, sha256 }))
        for (let start = 0; start < rows.length; start += imagesPerInsert)
          await tx
            .insertInto("share_images")
            .values(rows.slice(start, start + imagesPerInsert))
            .execute()
      })
      return summaryOf(row)
    },

    async ofPerson(personId) {
      const rows = await db
        .selectFrom("shares")
        .select(summaryColumns)
        .where("person_id", "=", personId)
        .orderBy("created_at", "desc")
        .orderBy("id")
        .execute()
      return rows.map(summaryOf)
    },

    async read(id, now) {
      const row = await db.selectFrom("shares").selectAll().where("id", "=", id).executeTakeFirst()
      if (!row || (row.expires_at !== null && row.expires_at <= now)) return undefined
      return { ownerId: row.person_id, share: shareOf(row) }
    },

    async imageOwner(id, sha256, now) {
      const row = await db
        .selectFrom("share_images")
        .innerJoin("shares", "shares.id", "share_images.share_id")
        .select(["person_id", "audience", "expires_at"])
        .where("share_id", "=", id)
        .where("sha256", "=", sha256)
        .executeTakeFirst()
      if (!row || (row.expires_at !== null && row.expires_at <= now)) return undefined
      return { ownerId: row.person_id, audience: row.audience }
    },

    async change(id, personId, { title, audience, expiresAt }) {
      const row = await db
        .updateTable("shares")
        .set({
          // One column at least is set in any case.
          id,
          ...(title === undefined ? {} : { title }),
          ...(audience === undefined ? {} : { audience }),
          ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
        })
        .where("id", "=", id)
        .where("person_id", "=", personId)
        .returning(summaryColumns)
        .executeTakeFirst()
      return row && summaryOf(row)
    },

    async revoke(id, personId) {
      const { numDeletedRows } = await db
        .deleteFrom("shares")
        .where("id", "=", id)
        .where("person_id", "=", personId)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },

    async countView(id) {
      await db
        .updateTable("shares")
        .set((set) => ({ views: set("views", "+", 1) }))
        .where("id", "=", id)
        .execute()
    },

    async ownRuns(ids, personId) {
      const found = []
      for (let start = 0; start < ids.length; start += idsAtOnce)
        found.push(
          ...(await db
            .selectFrom("runs")
            .leftJoin("judgements", "judgements.run_id", "runs.id")
            .select(["id", ...stateColumnNames, ...judgementColumns])
            .where("id", "in", ids.slice(start, start + idsAtOnce))
            .where("person_id", "=", personId)
            .where("deleted_at", "is", null)
            .execute()),
        )
      return found.map((row) => {
        // Probabilities are large, and no link hands them on.
        const run = stateOf({ ...row, tokens: null })
        return { run, judgement: judgementOf(row, run.checks) }
      })
    },

    async purgeExpired(before) {
      const { numDeletedRows } = await db
        .deleteFrom("shares")
        .where("expires_at", "<", before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

const summaryColumns = ["id", "title", "audience", "created_at", "expires_at", "views", "run_count"] as const

function summaryOf(row: Pick<ShareRow, (typeof summaryColumns)[number]>): ShareSummary {
  return {
    id: row.id,
    title: row.title,
    audience: row.audience,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    views: row.views,
    runs: row.run_count,
  }
}

function shareOf(row: ShareRow): Share {
  return {
    id: row.id,
    title: row.title,
    content: JSON.parse(row.content),
    ...(row.runs === null ? {} : { runs: JSON.parse(row.runs) }),
    audience: row.audience,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
