import type { ConnectionLimits, PlanQuota } from "#lib/domain/managed-connection"
import type { QuotaUse as PlanUse } from "#lib/domain/soft-line"

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
  of(connections: QuotaConnection[]): Promise<Map<string, QuotaShare>>
}

/** What was taken, by the very counts that limits and the soft line go by: an alert says what runs meet. */
export interface QuotaCounts {
  /** How much of each quota of a plan is used: in its window just now, or today. */
  use(connectionId: string, planQuota: PlanQuota): Promise<PlanUse[]>
  /** What was taken since midnight UTC, in the unit of the limit. */
  usedToday(connectionId: string, counted: "requests" | "tokens" | "cost"): Promise<number>
}

const ownLimits = [
  { which: "requestsPerDay", counted: "requests" },
  { which: "tokensPerDay", counted: "tokens" },
  { which: "costPerDay", counted: "cost" },
] as const

/** Rejects when the counts cannot be read. */
export function createQuotaUse(counts: QuotaCounts): QuotaUse {
  async function sharesOf({ id, limits, planQuota }: QuotaConnection): Promise<QuotaShare[]> {
    const plan = await counts.use(id, planQuota)
    const own = await Promise.all(
      ownLimits.flatMap(({ which, counted }) => {
        const limit = limits[which]
        if (limit === undefined) return []
        return [counts.usedToday(id, counted).then((used) => ({ which, used, limit }))]
      }),
    )
    return [...plan.map(({ name, used, quota }) => ({ which: name, used, limit: quota })), ...own].flatMap(
      ({ which, used, limit }) => (limit > 0 ? [{ which, share: used / limit }] : []),
    )
  }

  return {
    async of(connections) {
      const all = await Promise.all(
        connections.map(async (connection) => ({ id: connection.id, shares: await sharesOf(connection) })),
      )
      return new Map(
        all.flatMap(({ id, shares }): [string, QuotaShare][] => {
          const most = shares.toSorted((one, other) => other.share - one.share)[0]
          return most ? [[id, most]] : []
        }),
      )
    },
  }
}
