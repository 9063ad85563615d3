import { type Kysely, type SqlBool, sql } from "kysely"
import type { Origin, OriginQuestion } from "#lib/domain/origin"
import type { OriginStore } from "./origin-ports.ts"
import type { Schema } from "./schema.ts"

/** Looks outputs up by their hashes. */
export function originStore(db: Kysely<Schema>): OriginStore {
  return {
    async find(question, askerId, limit) {
      const { total } = await db
        .selectFrom("output_hashes")
        .select((select) => select.fn.countAll<number>().as("total"))
        .where(matches(question))
        .executeTakeFirstOrThrow()
      const rows = await db
        .selectFrom("output_hashes")
        .leftJoin("people", "people.id", "output_hashes.person_id")
        .leftJoin("runs", (join) =>
          join.onRef("runs.id", "=", "output_hashes.run_id").on("runs.deleted_at", "is", null),
        )
        .select([
          "output_hashes.sha256",
          "output_hashes.kind",
          "output_hashes.run_id",
          "output_hashes.at",
          "output_hashes.person_id",
          "output_hashes.model",
          "output_hashes.connection_name",
          "people.name",
          "runs.person_id as owner_id",
        ])
        .where(matches(question))
        .orderBy(sql`case when output_hashes.sha256 = ${question.sha256} then 0 else 1 end`)
        .orderBy("output_hashes.at")
        .orderBy("output_hashes.run_id")
        .limit(limit)
        .execute()
      return {
        total: Number(total),
        origins: rows.map(
          (row): Origin => ({
            match: row.sha256 === question.sha256 ? "exact" : "alike",
            kind: row.kind,
            sha256: row.sha256,
            runId: row.run_id,
            at: row.at,
            person: { id: row.person_id, name: row.name },
            model: row.model,
            connectionName: row.connection_name,
            run: row.owner_id === null ? "deleted" : row.owner_id === askerId ? "yours" : "kept",
          }),
        ),
      }
    },
  }
}

/** A picture that was stored without texts is its own normalised form, hence the third. */
function matches({ sha256, normalised }: OriginQuestion) {
  return normalised === undefined
    ? sql<SqlBool>`output_hashes.sha256 = ${sha256}`
    : sql<SqlBool>`(output_hashes.sha256 = ${sha256} or output_hashes.normalised = ${normalised}
        or output_hashes.sha256 = ${normalised})`
}
