import type { Kysely, Transaction } from "kysely"
import {
  type Budget,
  exhausted,
  isUnlimited,
  nothingUsed,
  periodKey,
  periods,
  type Used,
} from "#lib/domain/budget"
import type { Amount, BudgetStore } from "./people-ports.ts"
import type { Schema, UsageRow } from "./schema.ts"

/** Budgets, and what is counted against them: one row per person and period, added to by all nodes. */
export function budgetStore(db: Kysely<Schema>): BudgetStore {
  const currentRows = (now: number) =>
    db
      .selectFrom("usage")
      .selectAll()
      .where(
        "period",
        "in",
        periods.map((period) => periodKey(period, now)),
      )

  return {
    async get(personId) {
      const row = await db
        .selectFrom("budgets")
        .select("limits")
        .where("person_id", "=", personId)
        .executeTakeFirst()
      return row && JSON.parse(row.limits)
    },

    async all() {
      const rows = await db.selectFrom("budgets").selectAll().execute()
      return new Map(rows.map((row): [string, Budget] => [row.person_id, JSON.parse(row.limits)]))
    },

    async set(personId, budget) {
      if (isUnlimited(budget)) {
        await db.deleteFrom("budgets").where("person_id", "=", personId).execute()
        return
      }
      const limits = JSON.stringify(budget)
      await db
        .insertInto("budgets")
        .values({ person_id: personId, limits })
        .onConflict((conflict) => conflict.column("person_id").doUpdateSet({ limits }))
        .execute()
    },

    async used(personId, now) {
      return usedOf(await currentRows(now).where("person_id", "=", personId).execute(), now)
    },

    async usedByAll(now) {
      const byPerson = Map.groupBy(await currentRows(now).execute(), (row) => row.person_id)
      return new Map([...byPerson].map(([personId, rows]): [string, Used] => [personId, usedOf(rows, now)]))
    },

    take: (personId, budget, now) =>
      db.transaction().execute(async (tx) => {
        // A write that adds nothing locks both rows, always in the same order; what is read then stays so.
        const used = usedOf(await addTo(tx, personId, { requests: 0, tokens: 0, cost: 0 }, now), now)
        if (exhausted(budget, used)) return { taken: false as const, used }
        await addTo(tx, personId, { requests: 1, tokens: 0, cost: 0 }, now)
        return { taken: true as const }
      }),

    add: (personId, amount, at) =>
      db.transaction().execute(async (tx) => {
        const person = await tx
          .selectFrom("people")
          .select("id")
          .where("id", "=", personId)
          .executeTakeFirst()
        if (person) await addTo(tx, personId, amount, at)
      }),
  }
}

async function addTo(
  tx: Transaction<Schema>,
  personId: string,
  { requests, tokens, cost }: Amount,
  at: number,
): Promise<UsageRow[]> {
  const rows: UsageRow[] = []
  for (const period of periods)
    rows.push(
      await tx
        .insertInto("usage")
        .values({ person_id: personId, period: periodKey(period, at), requests, tokens, cost })
        .onConflict((conflict) =>
          conflict.columns(["person_id", "period"]).doUpdateSet((set) => ({
            requests: set("usage.requests", "+", requests),
            tokens: set("usage.tokens", "+", tokens),
            cost: set("usage.cost", "+", cost),
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow(),
    )
  return rows
}

function usedOf(rows: UsageRow[], now: number): Used {
  const used = nothingUsed()
  for (const period of periods) {
    const row = rows.find((candidate) => candidate.period === periodKey(period, now))
    // What was given back may have been counted in another period: never less than nothing.
    if (row)
      used[period] = { requests: Math.max(0, row.requests), tokens: row.tokens, cost: Math.max(0, row.cost) }
  }
  return used
}
