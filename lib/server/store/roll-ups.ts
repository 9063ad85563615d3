import type { Kysely, Transaction } from "kysely"
import { addEnding, addFigures, type Ending, type Figures, noFigures } from "#lib/domain/monitor/figures"
import {
  dayMs,
  hourMs,
  hoursKeptMs,
  minutesKeptMs,
  startOf,
  type Width,
  widths,
} from "#lib/domain/monitor/range"
import type { MonitorStore } from "./monitor-ports.ts"
import { figuresOf, rollUpColumns } from "./roll-up-columns.ts"
import type { RollUpRow, RunEndingRow, Schema } from "./schema.ts"

/** Engines limit the parameters of a statement. */
const [idsPerSelect, rowsPerInsert] = [500, 100]

type Place = Pick<RollUpRow, "id" | "width" | "person_id" | "at" | "connection_id" | "model" | "kind">

/** Sums up how runs ended, by minute, hour and day. */
export function rollUps(
  db: Kysely<Schema>,
  now: () => number,
): Pick<MonitorStore, "fold" | "dropOld" | "removeBefore"> {
  return {
    fold: (limit) =>
      db.transaction().execute(async (tx) => {
        const some = await tx.selectFrom("run_endings").select("id").limit(1).executeTakeFirst()
        if (!some) return 0
        // One node at a time: what is read, added to and written back must not change in between.
        await tx
          .updateTable("roll_up_turns")
          .set((set) => ({ taken: set("taken", "+", 1) }))
          .where("id", "=", "fold")
          .execute()
        const endings = await tx
          .deleteFrom("run_endings")
          .where("id", "in", (select) =>
            select
              .selectFrom("run_endings")
              .select("id")
              .orderBy("at", "desc")
              .orderBy("id", "desc")
              .limit(limit),
          )
          .returningAll()
          .execute()
        await add(tx, summed(endings, now()))
        return endings.length
      }),

    async removeBefore({ before, dryRun }) {
      // Days whole: the minutes and hours of one that is kept add up to it.
      const from = startOf(before, dayMs)
      if (dryRun) {
        const { entries } = await db
          .selectFrom("roll_ups")
          .select((select) => select.fn.countAll<number>().as("entries"))
          .where("at", "<", from)
          .executeTakeFirstOrThrow()
        return { entries: Number(entries) }
      }
      const { numDeletedRows } = await db.deleteFrom("roll_ups").where("at", "<", from).executeTakeFirst()
      return { entries: Number(numDeletedRows) }
    },

    async dropOld(at) {
      for (const width of widths)
        await db
          .deleteFrom("roll_ups")
          .where("width", "=", width)
          .where("at", "<", oldestKept(width, at))
          .execute()
    },
  }
}

/** The first moment of which spans of this width are kept. */
function oldestKept(width: Width, now: number): number {
  if (width === dayMs) return 0
  // A span has to be too old as a whole, and so has the one with which a range begins.
  return startOf(now - (width === hourMs ? hoursKeptMs : minutesKeptMs), width) - width
}

/** What endings add to which figures. */
function summed(endings: RunEndingRow[], now: number): Map<string, { place: Place; figures: Figures }> {
  const found = new Map<string, { place: Place; figures: Figures }>()
  const at = (ending: RunEndingRow, moment: number, count: (figures: Figures) => void) => {
    for (const width of widths.filter((each) => moment >= oldestKept(each, now)))
      for (const personId of ["", ending.person_id]) {
        const place = placeOf(ending, personId, width, startOf(moment, width))
        const known = found.get(place.id) ?? { place, figures: noFigures() }
        found.set(place.id, known)
        count(known.figures)
      }
  }
  for (const row of endings) {
    const ending = endingOf(row)
    at(row, row.at, (figures) => addEnding(figures, ending))
    for (const sentAt of row.sent.split(",").filter(Boolean))
      at(row, Number(sentAt), (figures) => {
        figures.requests += 1
      })
  }
  return found
}

function placeOf(
  { connection_id, model, kind }: RunEndingRow,
  person_id: string,
  width: number,
  at: number,
): Place {
  const id = JSON.stringify([width, at, person_id, connection_id, model, kind])
  return { id, width, at, person_id, connection_id, model, kind }
}

function endingOf(row: RunEndingRow): Ending {
  return {
    status: row.status,
    errorCode: row.error_code,
    cached: row.cached === 1,
    retries: row.retries,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    cost: row.cost,
    ttftMs: row.ttft_ms,
    totalMs: row.total_ms,
  }
}

async function add(
  tx: Transaction<Schema>,
  more: Map<string, { place: Place; figures: Figures }>,
): Promise<void> {
  const ids = [...more.keys()]
  for (let start = 0; start < ids.length; start += idsPerSelect) {
    const known = await tx
      .selectFrom("roll_ups")
      .selectAll()
      .where("id", "in", ids.slice(start, start + idsPerSelect))
      .execute()
    for (const row of known) {
      const added = more.get(row.id)
      if (added) addFigures(added.figures, figuresOf(row))
    }
  }
  const rows = [...more.values()].map(({ place, figures }) => ({ ...place, ...rollUpColumns(figures) }))
  for (let start = 0; start < rows.length; start += rowsPerInsert)
    await tx
      .insertInto("roll_ups")
      .values(rows.slice(start, start + rowsPerInsert))
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((set) => ({
          requests: set.ref("excluded.requests"),
          runs: set.ref("excluded.runs"),
          succeeded: set.ref("excluded.succeeded"),
          failed: set.ref("excluded.failed"),
          cancelled: set.ref("excluded.cancelled"),
          interrupted: set.ref("excluded.interrupted"),
          blocked: set.ref("excluded.blocked"),
          cached: set.ref("excluded.cached"),
          retries: set.ref("excluded.retries"),
          input_tokens: set.ref("excluded.input_tokens"),
          output_tokens: set.ref("excluded.output_tokens"),
          cost: set.ref("excluded.cost"),
          errors: set.ref("excluded.errors"),
          ttft: set.ref("excluded.ttft"),
          total: set.ref("excluded.total"),
        })),
      )
      .execute()
}
