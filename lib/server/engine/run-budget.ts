import { exhausted, resetsAt } from "#lib/domain/budget"
import { BracketError } from "#lib/domain/errors"
import type { Usage } from "#lib/domain/outcome"
import type { RunLedger } from "#lib/server/engine/run-ledger"
import type { Log } from "#lib/server/log"
import type { Store } from "#lib/server/store/store"

/**
 * Lets a run pass that its person's budget has room for, counted before it is sent, so that all nodes together send no
 * more requests than there may be. Tokens and cost are known afterwards only: runs that are under way at the same
 * moment can use a little more than that. Throws `BracketError("budget_exceeded")`.
 */
export async function admitRun(
  personId: string,
  ledger: RunLedger,
  store: Store,
  now: number,
): Promise<void> {
  const budget = await store.budgets.get(personId)
  // Without a budget nothing waits for the count: it is taken when the run has ended.
  if (!budget) return
  const answer = await store.budgets.take(personId, budget, now)
  if (answer.taken) {
    ledger.admittedAt = now
    return
  }
  const line = exhausted(budget, answer.used)
  if (!line) return
  // Sums of floating-point costs have a long tail that nobody wants to read.
  const used = line.measure === "cost" ? Number(line.used.toPrecision(4)) : line.used
  throw new BracketError(
    "budget_exceeded",
    `The budget is used up: ${used} of ${line.limit} (${line.measure} per ${line.period}).`,
    {
      hint: "Wait until it starts again, or ask an admin for more.",
      params: {
        which: `${line.period}_${line.measure}`,
        limit: line.limit,
        used,
        resets: resetsAt(line.period, now),
      },
    },
  )
}

/**
 * Counts what a run has used, on the day on which it was let pass. One that was never sent gives its request back.
 * Never rejects: an answer that came is kept, even when it could not be counted.
 */
export async function settleRun(
  personId: string,
  ledger: RunLedger,
  used: { usage?: Usage; cost?: number },
  deps: { store: Store; log: Log },
): Promise<void> {
  const { admittedAt, startedAt } = ledger
  const at = admittedAt ?? startedAt
  if (at === undefined) return
  const sent = startedAt === undefined ? 0 : 1
  const amount = {
    requests: sent - (admittedAt === undefined ? 0 : 1),
    tokens: (used.usage?.inputTokens ?? 0) + (used.usage?.outputTokens ?? 0),
    cost: used.cost ?? 0,
  }
  if (amount.requests === 0 && amount.tokens === 0 && amount.cost === 0) return
  await deps.store.budgets
    .add(personId, amount, at)
    .catch((err: unknown) => deps.log.error({ err, personId }, "usage not counted"))
}
