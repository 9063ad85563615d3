import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely"
import * as z from "zod/mini"
import type { Variant } from "#lib/domain/batch"
import type { GalleryImage } from "#lib/domain/gallery"
import { promptText } from "#lib/domain/prompt"
import type { GalleryStore } from "./gallery-ports.ts"
import { readPageCursor, writePageCursor } from "./page-cursor.ts"
import { relistRunImages } from "./run-images.ts"
import type { RunImageRow, RunRow, Schema } from "./schema.ts"
import { searchWords, type TextSearch } from "./text-search.ts"

type GalleryRow = Pick<
  RunImageRow,
  "run_id" | "place" | "sha256" | "width" | "height" | "seed" | "starred" | "created_at"
> &
  Pick<RunRow, "variant" | "model" | "connection_name">

/** Newest first, and the images of one run in their own order. */
const cursorSchema = z.tuple([z.int(), z.string(), z.int()])

/** The images that a person's runs have made, as long as neither they nor their runs are deleted. */
export function galleryStore(db: Kysely<Schema>, search: TextSearch): GalleryStore {
  const kept = (personId: string) =>
    db
      .selectFrom("run_images")
      .innerJoin("runs", "runs.id", "run_images.run_id")
      .where("run_images.person_id", "=", personId)
      .where("run_images.deleted_at", "is", null)
      .where("runs.deleted_at", "is", null)
      .select([
        "run_images.run_id",
        "place",
        "run_images.sha256",
        "width",
        "height",
        "seed",
        "run_images.starred",
        "run_images.created_at",
        "variant",
        "model",
        "connection_name",
      ])

  return {
    async list(personId, { q, starred }, { limit, cursor }) {
      const rows = await kept(personId)
        .$if(starred !== undefined, (query) => query.where("run_images.starred", "=", starred ? 1 : 0))
        .where((where) => where.and(searchWords(q).map((word) => search.contains("prompt_text", word))))
        .$if(cursor !== undefined, (query) => query.where(after(cursor ?? "")))
        .orderBy("run_images.created_at", "desc")
        .orderBy("run_images.run_id", "desc")
        .orderBy("place")
        .limit(limit + 1)
        .execute()
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      return {
        images: page.map(galleryImage),
        nextCursor:
          rows.length > limit && last ? writePageCursor([last.created_at, last.run_id, last.place]) : null,
      }
    },

    async find(runId, sha256, personId) {
      const row = await kept(personId)
        .where("run_images.run_id", "=", runId)
        .where("run_images.sha256", "=", sha256)
        .orderBy("place")
        .limit(1)
        .executeTakeFirst()
      return row && { image: galleryImage(row), variant: JSON.parse(row.variant) }
    },

    change: (runId, index, personId, { starred, deleted }, now) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable("run_images")
          .set({
            // One column at least is set in any case.
            place: index,
            ...(starred === undefined ? {} : { starred: starred ? 1 : 0 }),
            ...(deleted === undefined ? {} : { deleted_at: deleted ? now : null }),
          })
          .where("run_id", "=", runId)
          .where("place", "=", index)
          .where("person_id", "=", personId)
          // What is deleted is there for its undo only.
          .$if(deleted !== false, (query) => query.where("deleted_at", "is", null))
          .where((where) =>
            where.exists(
              where
                .selectFrom("runs")
                .select("runs.id")
                .where("runs.id", "=", runId)
                .where("runs.deleted_at", "is", null),
            ),
          )
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        if (deleted !== undefined) await relistRunImages(tx, runId)
        return true
      }),

    async purgeDeleted(before) {
      const { numDeletedRows } = await db
        .deleteFrom("run_images")
        .where("deleted_at", "<", before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },

    async neededImages(personId) {
      const made = db.selectFrom("run_images").select("sha256").where("person_id", "=", personId)
      const given = db
        .selectFrom("image_uses")
        .innerJoin("runs", "runs.id", "image_uses.run_id")
        .select("image_uses.sha256")
        .where("runs.person_id", "=", personId)
      const saved = db
        .selectFrom("preset_images")
        .innerJoin("presets", "presets.id", "preset_images.preset_id")
        .select("preset_images.sha256")
        .where("presets.owner_id", "=", personId)
      const shown = db
        .selectFrom("share_images")
        .innerJoin("shares", "shares.id", "share_images.share_id")
        .select("share_images.sha256")
        .where("shares.person_id", "=", personId)
      const needed = await made.union(given).union(saved).union(shown).execute()
      return new Set(needed.map(({ sha256 }) => sha256))
    },
  }
}

/** What comes after an image in the list. Throws when the cursor is not one of ours. */
function after(cursor: string): RawBuilder<SqlBool> {
  const [createdAt, runId, place] = readPageCursor(cursor, cursorSchema)
  return sql`((run_images.created_at, run_images.run_id) < (${createdAt}, ${runId})
    or (run_images.created_at = ${createdAt} and run_images.run_id = ${runId} and place > ${place}))`
}

function galleryImage(row: GalleryRow): GalleryImage {
  const { prompt, parameters }: Variant = JSON.parse(row.variant)
  const negative = prompt.kind === "image" ? prompt.negative : undefined
  return {
    runId: row.run_id,
    index: row.place,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    ...(row.seed === null ? {} : { seed: row.seed }),
    prompt: prompt.kind === "image" ? prompt.text : promptText(prompt),
    ...(negative ? { negative } : {}),
    model: row.model,
    connectionName: row.connection_name,
    parameters,
    createdAt: row.created_at,
    starred: row.starred === 1,
  }
}
