import { randomUUID } from "node:crypto"
import type { GoingByKind, RetentionAnswer, RetentionPolicy } from "#lib/domain/retention"
import { retentionKinds } from "#lib/domain/retention"
import type { Log } from "#lib/server/log"
import type { RetentionProgress, RetentionStore } from "#lib/server/store/retention-ports"
import { createClockWatch, lastNight, nextNight } from "./nights.ts"
import type { Removals } from "./removals.ts"

const dayMs = 86_400_000
/** A job that says nothing for so long has died with its node. */
const leaseMs = 15 * 60_000
const shownRuns = 10

export interface RetentionDeps {
  store: Pick<RetentionStore, "policy" | "begin" | "beat" | "end" | "runs">
  /** How each kind goes under a policy. */
  removals: (policy: RetentionPolicy) => Removals
  /** What comes after runs have gone: files that nothing needs any more. */
  tidy: () => Promise<void>
  /** Told of each run of the job that has ended. */
  ended: (progress: RetentionProgress & { trigger: "night" | "asked" }) => void
  now: () => number
  /** Ms of a clock that is never set. */
  ticks: () => number
  log: Log
}

export type Retention = ReturnType<typeof createRetention>

/** Lets things go that have had their time: each night once on one of the nodes, and whenever it is asked to. */
export function createRetention(deps: RetentionDeps) {
  const { store, now, log } = deps
  const clock = createClockWatch(deps)
  const leave = new AbortController()
  let underWay: Promise<void> | undefined

  async function carryOut(id: string, policy: RetentionPolicy, trigger: "night" | "asked"): Promise<void> {
    const progress: RetentionProgress = { status: "running", gone: {}, failure: null }
    const startedAt = now()
    try {
      for (const [kind, removal, before] of dueKinds(policy, deps.removals(policy), startedAt)) {
        if (leave.signal.aborted) break
        progress.failure = { kind, reason: "" }
        await removal.remove(
          before,
          async (gone) => {
            progress.gone[kind] = { ...gone }
            await store.beat(id, { ...progress, failure: null }, now() + leaseMs)
          },
          leave.signal,
        )
      }
      progress.failure = null
      // It may take long, and the next run of the job, or the hourly one, does it as well.
      if (!leave.signal.aborted) await deps.tidy()
      progress.status = leave.signal.aborted ? "stopped" : "done"
    } catch (err) {
      log.error({ err, kind: progress.failure?.kind }, "retention ended early")
      progress.status = "failed"
      progress.failure = { kind: progress.failure?.kind ?? "tidy", reason: reasonOf(err) }
    }
    await store.end(id, progress, now())
    deps.ended({ ...progress, trigger })
  }

  async function begin(night: string | null): Promise<boolean> {
    if (underWay || leave.signal.aborted) return false
    const id = randomUUID()
    if (!(await store.begin({ id, night, now: now(), leaseUntil: now() + leaseMs }))) return false
    underWay = carryOut(id, await store.policy(), night === null ? "asked" : "night")
      .catch((err: unknown) => log.error({ err }, "retention not recorded"))
      .finally(() => {
        underWay = undefined
      })
    return true
  }

  return {
    /** Begins the last night's run when nobody has; looked at every minute. Also when the hour went by while all were off. */
    async beginIfDue(): Promise<boolean> {
      const isSteady = clock.isSteady()
      if (!isSteady) return false
      const { hour } = await store.policy()
      return begin(lastNight(hour, now()).night)
    },

    /** Begins at once; false when a run is under way here or on another node. */
    beginNow: () => begin(null),

    /** What would go under a policy. */
    async preview(policy: RetentionPolicy): Promise<GoingByKind> {
      const going: GoingByKind = {}
      for (const [kind, removal, before] of dueKinds(policy, deps.removals(policy), now()))
        going[kind] = await removal.count(before)
      return going
    },

    async state(): Promise<RetentionAnswer> {
      const policy = await store.policy()
      return { policy, nextAt: nextNight(policy.hour, now()), runs: await store.runs(shownRuns) }
    },

    /** Resolves once nothing is under way here. */
    settled: async (): Promise<void> => underWay,

    /** Ends what is under way after the portion it is at. */
    async stop(): Promise<void> {
      leave.abort()
      await underWay
    },
  }
}

function dueKinds(policy: RetentionPolicy, removals: Removals, now: number) {
  return retentionKinds.flatMap((kind) => {
    const days = policy[kind]
    return days === null ? [] : [[kind, removals[kind], now - days * dayMs] as const]
  })
}

/** In the system's words, without paths beyond what an operator needs. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 300)
