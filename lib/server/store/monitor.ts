import { type ExpressionBuilder, type Kysely, sql } from "kysely"
import { noFigures } from "#lib/domain/monitor/figures"
import { percentileMs } from "#lib/domain/monitor/histogram"
import { coarsestWidth, dayMs, hourMs, minuteMs, startOf } from "#lib/domain/monitor/range"
import { sentAttempts } from "#lib/domain/monitor/sent-attempts"
import type { Grouping, MonitorFilter, MonitorStore } from "./monitor-ports.ts"
import { monitoredRuns } from "./monitored-runs.ts"
import { figuresOf, type RollUpColumns } from "./roll-up-columns.ts"
import { rollUps } from "./roll-ups.ts"
import { isLive } from "./run-columns.ts"
import type { RollUpRow, Schema } from "./schema.ts"

const columnOf: Record<Exclude<Grouping, "day">, "model" | "person_id" | "connection_id"> = {
  model: "model",
  person: "person_id",
  connection: "connection_id",
}

/** How runs went, from figures that are kept by minute, hour and day: one query each, however many runs there are. */
export function monitorStore(db: Kysely<Schema>, now: () => number): MonitorStore {
  const rows = (filter: MonitorFilter, width: number) =>
    db
      .selectFrom("roll_ups")
      .where("width", "=", width)
      .where("at", ">=", startOf(filter.from, width))
      .where("at", "<", filter.to)
      .$if(filter.connectionId !== undefined, (query) =>
        query.where("connection_id", "=", filter.connectionId ?? ""),
      )
      .$if(filter.model !== undefined, (query) => query.where("model", "=", filter.model ?? ""))
      .$if(filter.kind !== undefined, (query) => query.where("kind", "=", filter.kind ?? ""))

  return {
    ...rollUps(db, now),
    ...monitoredRuns(db),

    async window({ from, to, connectionId }) {
      const row = await rows({ from, to, connectionId }, minuteMs)
        .where("person_id", "=", "")
        .select(summed)
        .executeTakeFirst()
      const figures = row?.runs ? figuresOf(row) : noFigures()
      return {
        calls: figures.succeeded + figures.failed,
        failed: figures.failed,
        errorsByCode: Object.fromEntries(figures.errors),
        ttftP90Ms: percentileMs(figures.ttft, 0.9),
        totalP90Ms: percentileMs(figures.total, 0.9),
      }
    },

    async series(filter, stepMs) {
      const width = stepMs % dayMs === 0 ? dayMs : stepMs % hourMs === 0 ? hourMs : minuteMs
      const step = sql<number>`at - at % ${sql.lit(stepMs)}`
      const found = await rows(filter, width)
        .where("person_id", "=", filter.personId ?? "")
        .select((select) => [step.as("step"), ...summed(select)])
        .groupBy(step)
        .orderBy("step")
        .execute()
      return found.map((row) => ({ at: row.step, figures: figuresOf(row) }))
    },

    async totals(filter, by) {
      const width = by === "day" ? dayMs : coarsestWidth(filter, now())
      const key = by === "day" ? sql<string>`cast(at as text)` : sql<string>`${sql.ref(columnOf[by])}`
      const found = await rows(filter, width)
        .$if(filter.personId !== undefined || by !== "person", (query) =>
          query.where("person_id", "=", filter.personId ?? ""),
        )
        .$if(filter.personId === undefined && by === "person", (query) => query.where("person_id", "<>", ""))
        .select((select) => [key.as("key"), ...summed(select, by !== "person")])
        .groupBy(key)
        .execute()
      return found.map((row) => ({ key: row.key, figures: figuresOf(row) }))
    },

    async live(personId) {
      const found = await db
        .selectFrom("runs")
        .select(["connection_id", "status", "state"])
        .where(isLive)
        .$if(personId !== undefined, (query) => query.where("person_id", "=", personId ?? ""))
        .execute()
      const byConnection = Map.groupBy(found, (row) => row.connection_id)
      return [...byConnection].map(([connectionId, rows]) => ({
        connectionId,
        queued: rows.filter(({ status }) => status === "queued").length,
        running: rows.filter(({ status }) => status === "running").length,
        sent: rows
          .filter(({ status }) => status === "running")
          .flatMap(({ state, status }) => sentAttempts({ ...JSON.parse(state), status })),
      }))
    },
  }
}

/**
 * All figures of the rows of a group: numbers added up, tallies put one behind the other. Those of a great many rows
 * would be long texts: without them there are no percentiles and no codes.
 */
function summed(select: ExpressionBuilder<Schema, "roll_ups">, withTallies = true) {
  const sum = <N extends keyof RollUpColumns & keyof RollUpRow>(name: N) =>
    sql<number>`coalesce(sum(${sql.ref(name)}), 0)`.as(name)
  const joined = (name: "errors" | "ttft" | "total") =>
    (withTallies ? sql<string | null>`string_agg(${select.ref(name)}, ',')` : sql<null>`null`).as(name)
  return [
    sum("requests"),
    sum("runs"),
    sum("succeeded"),
    sum("failed"),
    sum("cancelled"),
    sum("interrupted"),
    sum("blocked"),
    sum("cached"),
    sum("retries"),
    sum("input_tokens"),
    sum("output_tokens"),
    sum("cost"),
    joined("errors"),
    joined("ttft"),
    joined("total"),
  ] as const
}
