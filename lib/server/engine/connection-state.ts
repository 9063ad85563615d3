import type { ConnectionState } from "#lib/domain/connection-state"
import { isFinal } from "#lib/domain/outcome"
import type { Breakers } from "#lib/server/engine/breakers"
import type { ConnectionLimiter } from "#lib/server/engine/connection-limits"
import type { Connections } from "#lib/server/engine/connections"
import type { Who } from "#lib/server/engine/connections/rights"
import type { LiveBatch } from "#lib/server/engine/live-batch"
import type { RecentDurations } from "#lib/server/engine/recent-durations"

interface StateDeps {
  connections: Pick<Connections, "allowed">
  breakers: Breakers
  limits: ConnectionLimiter
  durations: RecentDurations
  batches: () => LiveBatch[]
}

/** How a connection stands just now, on this node. Throws `not_found` where this person may neither run nor manage. */
export async function connectionState(who: Who, id: string, deps: StateDeps): Promise<ConnectionState> {
  const { name, limits, planQuota } = await deps.connections.allowed(who, id)
  const { concurrency } = limits
  const medianMs = deps.durations.median(id)
  return {
    name,
    breaker: deps.breakers.view(id),
    ...loadOf(deps.batches(), id, who.id),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(medianMs === undefined ? {} : { medianMs }),
    quota: await deps.limits.use(id, planQuota),
  }
}

/** Who waits for a connection, and who is under way on it. */
export function loadOf(
  batches: LiveBatch[],
  connectionId: string,
  personId: string,
): Pick<ConnectionState, "waiting" | "running" | "place"> {
  const open = batches.flatMap(({ personId: owner, runs }) =>
    [...runs.values()].flatMap(({ variant, state, createdAt }) =>
      // Who waits for the answer to an equal request asks nothing of the connection.
      variant.connectionId === connectionId && !isFinal(state.status) && state.waiting?.reason !== "equal"
        ? [{ owner, createdAt, waits: state.status === "queued" || state.waiting !== undefined }]
        : [],
    ),
  )
  const waiting = open.filter(({ waits }) => waits).sort((a, b) => a.createdAt - b.createdAt)
  const first = waiting.findIndex(({ owner }) => owner === personId)
  return {
    waiting: waiting.length,
    running: open.length - waiting.length,
    ...(first < 0 ? {} : { place: first + 1 }),
  }
}
