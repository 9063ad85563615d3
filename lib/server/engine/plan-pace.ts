import type { PlanQuota } from "#lib/domain/managed-connection"
import {
  defaultSoftLine,
  isDaily,
  paceOf,
  type QuotaUse,
  type QuotaWindow,
  quotaWindows,
} from "#lib/domain/soft-line"
import type { DailyCounts } from "#lib/server/engine/daily-counts"
import type { Sleep } from "#lib/server/engine/sleep"
import type { SlidingWindow, WindowRule } from "#lib/server/engine/sliding-window"
import type { Slots } from "#lib/server/engine/slots"

/** The tokens of an answer are guessed as so many until some have come. */
const firstGuess = 500
/** How much the last answer weighs in the guess of the next. */
const weight = 0.2

interface Paced {
  rule: WindowRule
  window: QuotaWindow
}

/** What was taken of the windows for one request. */
export interface PaceTicket {
  tokens: number
}

/**
 * Keeps what goes to a provider at or under the soft line of its plan: requests wait before the provider would refuse
 * them, in the order in which they came. Tokens are guessed before (what is sent, and answers like the last ones), and
 * put right afterwards.
 */
export function createPlanPace(deps: {
  window: SlidingWindow
  lines: Slots
  counts: Pick<DailyCounts, "used">
  sleep: Sleep
  /** The soft line in per cent. */
  softLine: () => Promise<number>
}) {
  const { window, lines, counts, sleep } = deps
  const answers = new Map<string, number>()

  async function paced(quota: PlanQuota): Promise<Paced[]> {
    // A plan that says nothing of a rate costs no look at the policy.
    if (!quotaWindows.some((each) => !isDaily(each) && quota[each.name] !== undefined)) return []
    const softLine = await line()
    return quotaWindows.flatMap((each) => {
      const allowed = quota[each.name]
      if (allowed === undefined || isDaily(each)) return []
      return [{ window: each, rule: paceOf(allowed, each.windowMs, softLine) }]
    })
  }
  const line = () => deps.softLine().catch(() => defaultSoftLine)
  const keyOf = (id: string, { name }: QuotaWindow) => `${name}:${id}`

  return {
    /**
     * Waits until a request may go out; `onWait` hears for how many ms. Undefined when the plan says nothing. `sent`: the
     * tokens that are sent; `most`: how many an answer may have. Rejects with the signal's reason.
     */
    async wait(
      id: string,
      quota: PlanQuota,
      { sent, most }: { sent: number; most?: number },
      signal: AbortSignal,
      onWait: (waitMs?: number) => void,
    ): Promise<PaceTicket | undefined> {
      const all = await paced(quota)
      if (all.length === 0) return undefined
      const tokens =
        sent + Math.min(most ?? Number.POSITIVE_INFINITY, Math.ceil(answers.get(id) ?? firstGuess))
      const leaveLine = await lines.take(`pace:${id}`, 1, signal, () => onWait())
      try {
        for (;;) {
          const waitMs = await takeAll(id, all, tokens)
          if (waitMs === undefined) return { tokens }
          onWait(waitMs)
          await sleep(waitMs, signal)
        }
      } finally {
        leaveLine()
      }
    },

    /** The request was never sent. */
    async takeBack(id: string, quota: PlanQuota, ticket: PaceTicket): Promise<void> {
      await giveBack(id, await paced(quota), ticket.tokens)
    },

    /** The request has ended and took so many tokens, of which the answer was `answered`. */
    async settle(
      id: string,
      quota: PlanQuota,
      ticket: PaceTicket,
      { tokens, answered }: { tokens: number; answered: number },
    ): Promise<void> {
      const before = answers.get(id)
      if (answered > 0)
        answers.set(id, before === undefined ? answered : before + (answered - before) * weight)
      for (const { window: each, rule } of await paced(quota))
        if (each.counted === "tokens" && tokens !== ticket.tokens)
          await window.add(keyOf(id, each), tokens - ticket.tokens, rule)
    },

    /** How much of each quota of a plan is used just now, or today. */
    async use(id: string, quota: PlanQuota): Promise<QuotaUse[]> {
      const softLine = await line()
      const uses: QuotaUse[] = []
      for (const each of quotaWindows) {
        const allowed = quota[each.name]
        if (allowed === undefined) continue
        const rule = paceOf(allowed, each.windowMs, softLine)
        const used = isDaily(each)
          ? await counts.used(id, each.counted)
          : // Of less than one request the window is longer.
            ((await window.used(keyOf(id, each), rule)) * each.windowMs) / rule.windowMs
        uses.push({ name: each.name, used, quota: allowed, line: (allowed * softLine) / 100 })
      }
      return uses
    },
  }

  /** Takes of every window, or of none: then it answers for how many ms to wait. */
  async function takeAll(id: string, all: Paced[], tokens: number): Promise<number | undefined> {
    const taken: Paced[] = []
    for (const each of all) {
      const amount = each.window.counted === "tokens" ? tokens : 1
      const answer = await window.take(keyOf(id, each.window), amount, each.rule)
      if (!answer.taken) {
        await giveBack(id, taken, tokens)
        return answer.waitMs
      }
      taken.push(each)
    }
    return undefined
  }

  async function giveBack(id: string, taken: Paced[], tokens: number): Promise<void> {
    for (const { window: each, rule } of taken)
      await window.add(keyOf(id, each), each.counted === "tokens" ? -tokens : -1, rule)
  }
}

export type PlanPace = ReturnType<typeof createPlanPace>
