import type { Kysely } from "kysely"
import { sql } from "kysely"
import * as z from "zod/mini"
import type { MonitorStore } from "./monitor-ports.ts"
import { readPageCursor, writePageCursor } from "./page-cursor.ts"
import type { Schema } from "./schema.ts"

const place = z.tuple([z.int(), z.string()])

/** The runs behind figures: how they went, and nothing of what was asked or answered. */
export function monitoredRuns(db: Kysely<Schema>): Pick<MonitorStore, "runs"> {
  return {
    async runs(filter, { limit, cursor }) {
      const { from, to, connectionId, model, personId, kind, status, code } = filter
      const rows = await db
        .selectFrom("runs")
        .leftJoin("people", "people.id", "runs.person_id")
        .select([
          "runs.id",
          "runs.finished_at",
          "runs.person_id",
          "people.name as person_name",
          "runs.kind",
          "runs.connection_id",
          "runs.connection_name",
          "runs.model",
          "runs.status",
          "runs.error_code",
          "runs.attempt",
          "runs.input_tokens",
          "runs.output_tokens",
          "runs.cost",
          "runs.ttft_ms",
          "runs.total_ms",
        ])
        .where("finished_at", ">=", from)
        .where("finished_at", "<", to)
        .where("deleted_at", "is", null)
        .$if(connectionId !== undefined, (query) => query.where("connection_id", "=", connectionId ?? ""))
        .$if(model !== undefined, (query) => query.where("model", "=", model ?? ""))
        .$if(personId !== undefined, (query) => query.where("person_id", "=", personId ?? ""))
        .$if(kind !== undefined, (query) => query.where("kind", "=", kind ?? "text"))
        .$if(status !== undefined, (query) => query.where("status", "=", status ?? "failed"))
        .$if(code !== undefined, (query) => query.where("error_code", "=", code ?? ""))
        .$if(cursor !== undefined, (query) => {
          const [at, id] = readPageCursor(cursor ?? "", place)
          return query.where(sql<boolean>`(runs.finished_at, runs.id) < (${at}, ${id})`)
        })
        .orderBy("finished_at", "desc")
        .orderBy("runs.id", "desc")
        .limit(limit + 1)
        .execute()
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      return {
        runs: page.map((row) => ({
          id: row.id,
          at: row.finished_at ?? 0,
          personId: row.person_id,
          personName: row.person_name,
          kind: row.kind,
          connectionId: row.connection_id,
          connectionName: row.connection_name,
          model: row.model,
          status: row.status,
          errorCode: row.error_code,
          attempts: row.attempt,
          inputTokens: row.input_tokens,
          outputTokens: row.output_tokens,
          cost: row.cost,
          ttftMs: row.ttft_ms,
          totalMs: row.total_ms,
        })),
        nextCursor: rows.length > limit && last ? writePageCursor([last.finished_at ?? 0, last.id]) : null,
      }
    },
  }
}
