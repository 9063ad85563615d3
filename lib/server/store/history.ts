import { type Kysely, type RawBuilder, type SqlBool, sql } from "kysely"
import type { HistoryFilter } from "#lib/domain/history"
import { cursorAfter, olderThan } from "./page-cursor.ts"
import type { RunStore } from "./run-ports.ts"
import { runSummaries, summaryRows } from "./run-summary.ts"
import type { Schema } from "./schema.ts"
import { searchWords, type TextSearch } from "./text-search.ts"

/** A person's runs, newest first, page by page; and what their filters have to offer. */
export function history(db: Kysely<Schema>, search: TextSearch): Pick<RunStore, "history" | "facets"> {
  const kept = (personId: string) =>
    db.selectFrom("runs").where("person_id", "=", personId).where("deleted_at", "is", null)

  return {
    async history(personId, filter, { limit, cursor }) {
      const words = searchWords(filter.q)
      const rows = await summaryRows(db, search, words[0])
        .where("person_id", "=", personId)
        .where((where) => where.and(conditions(filter, words, search)))
        .$if(cursor !== undefined, (query) => query.where(olderThan(cursor ?? "")))
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1)
        .execute()
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      return {
        runs: await runSummaries(db, page),
        nextCursor: rows.length > limit && last ? cursorAfter(last) : null,
      }
    },

    async facets(personId) {
      const models = await kept(personId).select("model").groupBy("model").orderBy("model").execute()
      const connections = await kept(personId)
        .select("connection_id as id")
        // A connection may have been renamed between two runs; any of its names will do.
        .select((select) => select.fn.max("connection_name").as("name"))
        .groupBy("connection_id")
        .orderBy("connection_id")
        .execute()
      return { models: models.map((row) => row.model), connections }
    },
  }
}

/** What a run has to meet. `from` belongs to the range, `to` does not. */
function conditions(filter: HistoryFilter, words: string[], search: TextSearch): RawBuilder<SqlBool>[] {
  const all: RawBuilder<SqlBool>[] = words.map(
    (word) => sql`(${search.contains("prompt_text", word)} or ${search.contains("text", word)})`,
  )
  if (filter.kind !== undefined) all.push(sql`kind = ${filter.kind}`)
  if (filter.status !== undefined) all.push(sql`status = ${filter.status}`)
  if (filter.model !== undefined) all.push(sql`model = ${filter.model}`)
  if (filter.connection !== undefined) all.push(sql`connection_id = ${filter.connection}`)
  if (filter.from !== undefined) all.push(sql`created_at >= ${filter.from}`)
  if (filter.to !== undefined) all.push(sql`created_at < ${filter.to}`)
  if (filter.starred !== undefined) all.push(sql`starred = ${filter.starred ? 1 : 0}`)
  if (filter.batch !== undefined) all.push(sql`batch_id = ${filter.batch}`)
  return all
}
