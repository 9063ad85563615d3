import type { Kysely, Transaction } from "kysely"
import type { CheckResult } from "#lib/domain/check-schema"
import type { ChangeRun } from "#lib/domain/history"
import type { Judgement } from "#lib/domain/judgement"
import type { StateColumn } from "./run-columns.ts"
import type { RunStore } from "./run-ports.ts"
import type { JudgementRow, Schema } from "./schema.ts"

type Judgements = Pick<RunStore, "judgements" | "outputs" | "keepChecks">

/** The columns of a judgement where there may be none. */
export const judgementColumns = ["rating", "winner", "note", "checks"] as const
export type JudgementColumns = { [Name in (typeof judgementColumns)[number]]: JudgementRow[Name] | null }

/** A judgement; `ended`: how the checks went when the run ended, which holds until they are looked at again. */
export function judgementOf(row: JudgementColumns, ended: CheckResult[] | undefined): Judgement {
  const checks: CheckResult[] | undefined = row.checks === null ? ended : JSON.parse(row.checks)
  return { rating: row.rating, note: row.note ?? "", winner: row.winner === 1, ...(checks ? { checks } : {}) }
}

/** What people think of runs, and how their checks went when they were looked at again. */
export function judgements(db: Kysely<Schema>): Judgements {
  return {
    async judgements(batchId, personId) {
      const rows = await db
        .selectFrom("judgements")
        .innerJoin("runs", "runs.id", "judgements.run_id")
        .select(["runs.id", "runs.state", ...judgementColumns])
        .where("runs.batch_id", "=", batchId)
        .where("runs.person_id", "=", personId)
        .where("runs.deleted_at", "is", null)
        .execute()
      const judged = rows.filter(
        ({ rating, winner, note, checks }) =>
          rating !== null || winner === 1 || note !== "" || checks !== null,
      )
      return Object.fromEntries(
        judged.map((row) => {
          const state: StateColumn = JSON.parse(row.state)
          return [row.id, judgementOf(row, state.checks)]
        }),
      )
    },

    outputs: async (ids, personId) =>
      ids.length === 0
        ? []
        : await db
            .selectFrom("runs")
            .select(["id", "text"])
            .where("id", "in", ids)
            .where("person_id", "=", personId)
            .where("status", "=", "succeeded")
            .where("deleted_at", "is", null)
            .execute(),

    async keepChecks(results) {
      const rows = Object.entries(results).map(([run_id, checks]) => ({
        ...unjudged(run_id),
        checks: JSON.stringify(checks),
      }))
      if (rows.length === 0) return
      await db
        .insertInto("judgements")
        .values(rows)
        .onConflict((conflict) =>
          conflict.column("run_id").doUpdateSet((set) => ({ checks: set.ref("excluded.checks") })),
        )
        .execute()
    },
  }
}

/** Keeps what a person says about a run, and leaves as it is what is not given. */
export async function judgeRun(
  tx: Transaction<Schema>,
  runId: string,
  { rating, note, winner }: Pick<ChangeRun, "rating" | "note" | "winner">,
): Promise<void> {
  const said = {
    ...(rating === undefined ? {} : { rating }),
    ...(note === undefined ? {} : { note }),
    ...(winner === undefined ? {} : { winner: winner ? 1 : 0 }),
  }
  if (Object.keys(said).length === 0) return
  await tx
    .insertInto("judgements")
    .values({ ...unjudged(runId), ...said })
    .onConflict((conflict) => conflict.column("run_id").doUpdateSet(said))
    .execute()
  if (winner) await uncrownRivals(tx, runId)
}

/** One row of a batch has one winner. */
async function uncrownRivals(tx: Transaction<Schema>, runId: string): Promise<void> {
  const { batch_id, row_index } = await tx
    .selectFrom("runs")
    .select(["batch_id", "row_index"])
    .where("id", "=", runId)
    .executeTakeFirstOrThrow()
  const rivals = tx
    .selectFrom("runs")
    .select("id")
    .where("batch_id", "=", batch_id)
    .where("row_index", "=", row_index)
    .where("id", "!=", runId)
  await tx.updateTable("judgements").set({ winner: 0 }).where("run_id", "in", rivals).execute()
}

/** Forgets what was said about outputs that are gone; notes may hold more than that, and stay. */
export async function forgetJudgements(tx: Transaction<Schema>, runIds: string[]): Promise<void> {
  await tx
    .updateTable("judgements")
    .set({ rating: null, winner: 0, checks: null })
    .where("run_id", "in", runIds)
    .execute()
}

function unjudged(runId: string): JudgementRow {
  return { run_id: runId, rating: null, winner: 0, note: "", checks: null }
}
