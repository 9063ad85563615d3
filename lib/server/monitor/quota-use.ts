import type { ConnectionLimits, PlanQuota } from "#lib/domain/managed-connection"
import type { ConnectionStore, ConnectionUsage } from "#lib/server/store/connection-ports"

/** A connection with what may be taken from it. */
export interface QuotaConnection {
  id: string
  limits: ConnectionLimits
  planQuota: PlanQuota
}

/** The quota of a connection that is used most: `share` 1 is all of it, `which` the name of the limit. */
export interface QuotaShare {
  share: number
  which: string
}

/** How far quotas are used. Connections without one are left out. */
export interface QuotaUse {
  of(connections: QuotaConnection[], now: number): Promise<Map<string, QuotaShare>>
}

const dayMs = 86_400_000
const minuteMs = 60_000
const nothing: ConnectionUsage = { requests: 0, tokens: 0, cost: 0 }

/** Read from the runs: those of the last minute against rates, those since midnight UTC against the day. */
export function createQuotaUse(store: Pick<ConnectionStore, "usageSince">): QuotaUse {
  return {
    async of(connections, now) {
      const limited = connections.filter((connection) => shares(connection, nothing, nothing).length > 0)
      if (limited.length === 0) return new Map()
      const ids = limited.map(({ id }) => id)
      const [today, minute] = await Promise.all([
        store.usageSince(now - (now % dayMs), ids),
        store.usageSince(now - minuteMs, ids),
      ])
      return new Map(
        limited.map((connection) => {
          const all = shares(connection, today[connection.id] ?? nothing, minute[connection.id] ?? nothing)
          return [connection.id, all.reduce((most, each) => (each.share > most.share ? each : most))]
        }),
      )
    },
  }
}

function shares(
  { limits, planQuota }: QuotaConnection,
  today: ConnectionUsage,
  minute: ConnectionUsage,
): QuotaShare[] {
  const perSecond = planQuota.requestsPerSecond
  const quotas: [string, number, number | undefined][] = [
    ["requestsPerDay", today.requests, least(limits.requestsPerDay, planQuota.requestsPerDay)],
    ["tokensPerDay", today.tokens, least(limits.tokensPerDay, planQuota.tokensPerDay)],
    ["costPerDay", today.cost, limits.costPerDay],
    ["requestsPerSecond", minute.requests / 60, perSecond],
    ["requestsPerMinute", minute.requests, planQuota.requestsPerMinute],
    ["tokensPerMinute", minute.tokens, planQuota.tokensPerMinute],
  ]
  return quotas.flatMap(([which, used, limit]) =>
    limit === undefined || limit <= 0 ? [] : [{ which, share: used / limit }],
  )
}

const least = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)
