import { type Kysely, sql } from "kysely"
import * as z from "zod/mini"
import { BracketError } from "#lib/domain/errors"
import type { ReviewItem, Verdict, ViolationCategory } from "#lib/domain/review"
import { reviewStatistics } from "#lib/domain/review-statistics"
import { readPageCursor, writePageCursor } from "./page-cursor.ts"
import type { ReviewStore } from "./review-ports.ts"
import { stateColumnNames, stateOf } from "./run-columns.ts"
import type { ReviewItemRow, RunRow, Schema } from "./schema.ts"

type ReviewItems = Pick<ReviewStore, "items" | "countOpen" | "detail" | "mark" | "imageOwner" | "statistics">

type ItemRow = Omit<ReviewItemRow, "place" | "run_id"> & {
  reviewer_name: string | null
  ended_at: number | null
  preview: string | null
}

const cursorSchema = z.tuple([z.int(), z.int(), z.string()])

/** What was sampled, and what reviewers have said about it. */
export function reviewItems(db: Kysely<Schema>): ReviewItems {
  const rows = () =>
    db
      .selectFrom("review_items")
      .innerJoin("review_periods", "review_periods.id", "review_items.period_id")
      .leftJoin("people", "people.id", "review_items.reviewed_by")
      .leftJoin("runs", (join) =>
        join.onRef("runs.id", "=", "review_items.run_id").on("runs.deleted_at", "is", null),
      )
      .selectAll("review_items")
      .select([
        "review_periods.drawn_at",
        "people.name as reviewer_name",
        "runs.finished_at as ended_at",
        sql<string | null>`substr(runs.prompt_text, 1, 160)`.as("preview"),
      ])
  const itemOf = async (id: string) => {
    const row = await rows().where("review_items.id", "=", id).executeTakeFirst()
    return row && { runId: row.run_id, item: reviewItem(row) }
  }

  return {
    async items({ verdict, flagged }, { limit, cursor }) {
      const after = cursor === undefined ? undefined : readPageCursor(cursor, cursorSchema)
      const found = await rows()
        .$if(verdict !== undefined, (query) => query.where("verdict", "=", verdict ?? "open"))
        .$if(flagged !== undefined, (query) => query.where("flagged", "=", flagged ? 1 : 0))
        .$if(after !== undefined, (query) => {
          const [drawnAt, place, id] = after ?? [0, 0, ""]
          return query.where(
            sql<boolean>`(drawn_at < ${drawnAt}
              or (drawn_at = ${drawnAt} and (place, review_items.id) > (${place}, ${id})))`,
          )
        })
        .orderBy("drawn_at", "desc")
        .orderBy("place")
        .orderBy("review_items.id")
        .limit(limit + 1)
        .execute()
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return {
        items: page.map(reviewItem),
        nextCursor:
          found.length > limit && last ? writePageCursor([last.drawn_at, last.place, last.id]) : null,
      }
    },

    async countOpen() {
      const { open } = await db
        .selectFrom("review_items")
        .select((select) => select.fn.countAll<number>().as("open"))
        .where("verdict", "=", "open")
        .executeTakeFirstOrThrow()
      return Number(open)
    },

    async detail(id) {
      const found = await itemOf(id)
      if (!found) return undefined
      const row = await runRow(db, found.runId)
      return {
        item: found.item,
        content: row
          ? {
              variant: JSON.parse(row.variant),
              run: { ...stateOf(row), tokens: [], reasoningTokens: undefined },
            }
          : null,
      }
    },

    async mark(id, { verdict, category, note, version }, { personId, now }) {
      const isMarked = verdict !== "open"
      const { numUpdatedRows } = await db
        .updateTable("review_items")
        .set({
          verdict,
          category,
          note,
          reviewed_by: isMarked ? personId : null,
          reviewed_at: isMarked ? now : null,
          version: version + 1,
        })
        .where("id", "=", id)
        .where("version", "=", version)
        .executeTakeFirst()
      const item = (await itemOf(id))?.item
      if (item && numUpdatedRows === 0n) throw markedMeanwhile(item)
      return item
    },

    async imageOwner(id, sha256) {
      const found = await itemOf(id)
      const row = found && (await runRow(db, found.runId))
      if (!row) return undefined
      const given = await db
        .selectFrom("image_uses")
        .select("sha256")
        .where("run_id", "=", row.id)
        .where("sha256", "=", sha256)
        .executeTakeFirst()
      const isMade = stateOf(row).images?.some((image) => image.sha256 === sha256)
      return given || isMade ? row.person_id : undefined
    },

    async statistics(after) {
      const periods = await db
        .selectFrom("review_periods")
        .selectAll()
        .where("to_at", ">", after)
        .orderBy("to_at", "desc")
        .orderBy("drawn_at", "desc")
        .execute()
      const tallies = await db
        .selectFrom("review_items")
        .innerJoin("review_periods", "review_periods.id", "review_items.period_id")
        .leftJoin("people", "people.id", "review_items.reviewed_by")
        .select(["period_id", "flagged", "model", "verdict", "category", "reviewed_by", "people.name"])
        .select((select) => select.fn.countAll<number>().as("count"))
        .where("to_at", ">", after)
        .groupBy(["period_id", "flagged", "model", "verdict", "category", "reviewed_by", "people.name"])
        .execute()
      return reviewStatistics(
        periods.map(({ id, from_at, to_at, runs }) => ({ id, from: from_at, to: to_at, runs })),
        tallies.map(({ period_id, flagged, reviewed_by, name, count, category, ...tally }) => ({
          ...tally,
          periodId: period_id,
          flagged: flagged === 1,
          category: category as ViolationCategory | null,
          reviewer: reviewed_by === null ? null : { id: reviewed_by, name },
          count: Number(count),
        })),
      )
    },
  }
}

function runRow(db: Kysely<Schema>, runId: string) {
  return db
    .selectFrom("runs")
    .select(["id", "person_id", "variant", ...stateColumnNames])
    .where("id", "=", runId)
    .where("deleted_at", "is", null)
    .executeTakeFirst() as Promise<
    Pick<RunRow, "id" | "person_id" | "variant" | (typeof stateColumnNames)[number]> | undefined
  >
}

function reviewItem(row: ItemRow): ReviewItem {
  return {
    id: row.id,
    periodId: row.period_id,
    kind: row.kind,
    model: row.model,
    flagged: row.flagged === 1,
    verdict: row.verdict as Verdict,
    category: row.category as ViolationCategory | null,
    note: row.note,
    reviewer: row.reviewed_by === null ? null : { id: row.reviewed_by, name: row.reviewer_name },
    reviewedAt: row.reviewed_at,
    version: row.version,
    endedAt: row.ended_at,
    preview: row.preview,
  }
}

function markedMeanwhile({ reviewer, verdict }: ReviewItem): BracketError {
  return new BracketError("conflict", "Somebody else has changed this mark since you opened it.", {
    hint: "Look at what they said; mark it again if you see it otherwise.",
    params: { verdict, ...(reviewer?.name ? { by: reviewer.name } : {}) },
  })
}
