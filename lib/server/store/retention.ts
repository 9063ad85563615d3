import { type Kysely, type SqlBool, sql } from "kysely"
import { retentionPolicySchema } from "#lib/domain/retention"
import { removeEmptyBatches } from "./empty-batches.ts"
import { policyPart } from "./policy-part.ts"
import type { OldRuns, RetentionStore, WholeRun } from "./retention-ports.ts"
import { retentionRuns } from "./retention-runs.ts"
import { stateOf } from "./run-columns.ts"
import type { RunRow, Schema } from "./schema.ts"

/** What has had its time, and the job that lets it go. */
export function retentionStore(db: Kysely<Schema>): RetentionStore {
  const policy = policyPart(db, "retention", retentionPolicySchema)
  return {
    ...retentionRuns(db),

    async policy() {
      const { updatedAt: _, ...known } = await policy.get()
      return known
    },
    setPolicy: policy.set,

    async countOld(old) {
      // octet_length reads no text in either engine, only how long it is.
      const { entries, bytes, oldest } = await db
        .selectFrom("runs")
        .select((select) => [
          select.fn.countAll<number>().as("entries"),
          sql<number | null>`sum(octet_length(text) + octet_length(reasoning) + octet_length(state)
            + octet_length(variant) + octet_length(prompt_text) + coalesce(octet_length(request), 0)
            + coalesce(octet_length(tokens), 0))`.as("bytes"),
          select.fn.min("finished_at").as("oldest"),
        ])
        .where(isOld(old))
        .executeTakeFirstOrThrow()
      return { entries: Number(entries), bytes: Number(bytes ?? 0), oldest }
    },

    async oldImages(old, limit) {
      const rows = await db
        .selectFrom("run_images")
        .innerJoin("runs", "runs.id", "run_images.run_id")
        .select(["run_images.person_id", "run_images.sha256"])
        .where(isOld(old))
        .limit(limit)
        .execute()
      return rows.map(({ person_id, sha256 }) => ({ personId: person_id, sha256 }))
    },

    async oldRuns(old, limit) {
      const rows = await db
        .selectFrom("runs")
        .selectAll()
        .where(isOld(old))
        .orderBy("finished_at")
        .orderBy("id")
        .limit(limit)
        .execute()
      if (rows.length === 0) return []
      const images = await db
        .selectFrom("run_images")
        .select(["run_id", "sha256", "width", "height", "seed"])
        .where(
          "run_id",
          "in",
          rows.map(({ id }) => id),
        )
        .orderBy("place")
        .execute()
      const ofRun = Map.groupBy(images, ({ run_id }) => run_id)
      return rows.map((row) => ({
        ...wholeRun(row),
        images: (ofRun.get(row.id) ?? []).map(({ run_id: _, ...image }) => image),
      }))
    },

    destroy: (ids, old) =>
      db.transaction().execute(async (tx) => {
        if (ids.length === 0) return 0
        const gone = await tx
          .deleteFrom("runs")
          .where("id", "in", ids)
          // It may have got a star meanwhile.
          .where(isOld(old))
          .returning("batch_id")
          .execute()
        await removeEmptyBatches(tx, gone)
        return gone.length
      }),
  }
}

/** A star keeps a run, unless whoever gave it has deleted the run. */
function isOld({ kind, before, keepStarred }: OldRuns) {
  const old = sql<SqlBool>`runs.finished_at < ${before} and runs.kind = ${kind}
    and runs.status not in ('queued', 'running')`
  if (!keepStarred) return sql<SqlBool>`(${old})`
  return sql<SqlBool>`(${old} and (runs.deleted_at is not null or (runs.starred = 0 and not exists (
    select 1 from run_images as starred where starred.run_id = runs.id and starred.starred = 1
      and starred.deleted_at is null))))`
}

function wholeRun(row: RunRow): Omit<WholeRun, "images"> {
  return {
    id: row.id,
    batchId: row.batch_id,
    personId: row.person_id,
    kind: row.kind,
    connectionName: row.connection_name,
    model: row.model,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? row.created_at,
    starred: row.starred === 1,
    variant: JSON.parse(row.variant),
    run: stateOf(row),
    request: row.request === null ? null : JSON.parse(row.request),
  }
}
