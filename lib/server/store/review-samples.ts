import { randomUUID } from "node:crypto"
import { type Kysely, sql } from "kysely"
import { reviewPolicySchema } from "#lib/domain/review"
import { policyPart } from "./policy-part.ts"
import type { FlaggedRuns, ReviewStore } from "./review-ports.ts"
import type { Schema } from "./schema.ts"

type ReviewSamples = Pick<
  ReviewStore,
  "policy" | "setPolicy" | "drawnUntil" | "candidates" | "unsampled" | "keep"
>

/** Rows in one statement: engines limit the parameters of one. */
const rowsAtOnce = 100

/** Samples on demand have ids that begin so; they stand beside those of the periods. */
export const onDemand = "now-"

/** Choosing what is to be reviewed. A run is in one sample at most, whatever periods were asked for. */
export function reviewSamples(db: Kysely<Schema>): ReviewSamples {
  const policy = policyPart(db, "review", reviewPolicySchema)
  const inNoSample = sql<boolean>`not exists (select 1 from review_items where review_items.run_id = runs.id)`

  return {
    policy: policy.get,
    setPolicy: policy.set,

    async drawnUntil(now) {
      const { until } = await db
        .selectFrom("review_periods")
        .select((select) => select.fn.max("to_at").as("until"))
        .where("id", "not like", `${onDemand}%`)
        .where("to_at", "<=", now)
        .executeTakeFirstOrThrow()
      return until ?? undefined
    },

    async candidates({ from, to }, limit, after) {
      const rows = await db
        .selectFrom("runs")
        .select(["id", "finished_at"])
        .where("finished_at", ">=", after?.endedAt ?? from)
        .where("finished_at", "<", to)
        .$if(after !== undefined, (query) =>
          query.where(sql<boolean>`(finished_at, id) > (${after?.endedAt ?? 0}, ${after?.id ?? ""})`),
        )
        .where("status", "=", "succeeded")
        .where("deleted_at", "is", null)
        .where(inNoSample)
        .orderBy("finished_at")
        .orderBy("id")
        .limit(limit)
        .execute()
      return rows.map(({ id, finished_at }) => ({ id, endedAt: finished_at ?? 0 }))
    },

    async unsampled(runIds) {
      const found: string[] = []
      for (let start = 0; start < runIds.length; start += rowsAtOnce) {
        const rows = await db
          .selectFrom("runs")
          .select("id")
          .where("id", "in", runIds.slice(start, start + rowsAtOnce))
          .where("status", "not in", ["queued", "running"])
          .where("deleted_at", "is", null)
          .where(inNoSample)
          .execute()
        found.push(...rows.map(({ id }) => id))
      }
      return found
    },

    keep: ({ id, from, to, seed, drawnAt, runs, items }) =>
      db.transaction().execute(async (tx) => {
        const period = await tx
          .insertInto("review_periods")
          .values({ id, from_at: from, to_at: to, seed, drawn_at: drawnAt, runs })
          .onConflict((conflict) => conflict.doNothing())
          .returning("id")
          .executeTakeFirst()
        if (!period) return false
        const places = new Map(items.map(({ runId, flagged }, place) => [runId, { flagged, place }]))
        const ids = [...places.keys()]
        for (let start = 0; start < ids.length; start += rowsAtOnce) {
          const found = await tx
            .selectFrom("runs")
            .select(["id", "kind", "model"])
            .where("id", "in", ids.slice(start, start + rowsAtOnce))
            .execute()
          if (found.length === 0) continue
          await tx
            .insertInto("review_items")
            .values(
              found.map((run) => ({
                id: randomUUID(),
                period_id: id,
                place: places.get(run.id)?.place ?? 0,
                run_id: run.id,
                kind: run.kind,
                model: run.model,
                flagged: places.get(run.id)?.flagged ? 1 : 0,
                verdict: "open" as const,
                category: null,
                note: "",
                reviewed_by: null,
                reviewed_at: null,
                version: 0,
              })),
            )
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
        return true
      }),
  }
}

/** Runs that Bracket itself has blocked: what is flagged as long as nothing else says more. */
export function blockedRuns(db: Kysely<Schema>): FlaggedRuns {
  return {
    async flaggedIn(from, to) {
      const rows = await db
        .selectFrom("runs")
        .select("id")
        .where("finished_at", ">=", from)
        .where("finished_at", "<", to)
        .where("status", "=", "blocked")
        .execute()
      return rows.map(({ id }) => id)
    },
  }
}
