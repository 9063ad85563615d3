import { BracketError } from "#lib/domain/errors"
import type { ConnectionLimits, PlanQuota } from "#lib/domain/managed-connection"
import { type DailyCounts, startOfDay } from "#lib/server/engine/daily-counts"

/** Whose limits. */
export interface Limited {
  connectionId: string
  connectionName: string
  limits: ConnectionLimits
  /** What the provider's plan allows: kept under the soft line. */
  planQuota?: PlanQuota
}

const dailyLimits = [
  { counted: "requests", limit: "requestsPerDay" },
  { counted: "tokens", limit: "tokensPerDay" },
  { counted: "cost", limit: "costPerDay" },
] as const

/** What all runs on a connection may take in a day: by its limits, and by the plan at the provider. */
export function createDailyLimits({ counts, now }: { counts: DailyCounts; now: () => number }) {
  function overQuota(connection: string, which: string, limit: number, used: number): BracketError {
    const resetsInHours = Math.max(1, Math.ceil((startOfDay(now()) + 86_400_000 - now()) / 3_600_000))
    return new BracketError("connection_quota", `${connection} has reached its daily limit of ${which}.`, {
      hint: `It begins anew at midnight UTC, in ${resetsInHours} h; an admin can raise it in Settings > Connections.`,
      params: { connection, which, limit, used: Number(used.toFixed(6)), resetsInHours },
    })
  }

  return {
    /** Throws `BracketError("connection_quota")` when a day's sum is reached. */
    async refuseOver(of: Limited): Promise<void> {
      const { connectionId, connectionName } = of
      for (const { counted, limit } of dailyLimits) {
        const most = mostOfDay(of, limit)
        if (most === undefined) continue
        const used = await counts.used(connectionId, counted)
        if (used >= most) throw overQuota(connectionName, counted, most, used)
      }
    },

    /** The one daily sum that is known before a request is sent: counted now, so that many at once do not pass it. */
    async countRequest(of: Limited): Promise<void> {
      const { connectionId, connectionName } = of
      const most = mostOfDay(of, "requestsPerDay")
      const counting = counts.add(connectionId, "requests", 1)
      if (most === undefined) {
        counting.catch(() => undefined)
        return
      }
      const used = await counting
      if (used <= most) return
      await counts.takeBack(connectionId, "requests", 1)
      throw overQuota(connectionName, "requests", most, used - 1)
    },
  }
}

/** The least of what we and the provider's plan allow for a day. */
function mostOfDay(
  { limits, planQuota = {} }: Limited,
  limit: (typeof dailyLimits)[number]["limit"],
): number | undefined {
  const allowed = [limits[limit], limit === "costPerDay" ? undefined : planQuota[limit]]
  const known = allowed.filter((most) => most !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
