import {
  type LiveAnswer,
  type MonitoredRun,
  type MonitorQuery,
  type SeriesAnswer,
  shownFigures,
  type TotalsAnswer,
} from "#lib/domain/monitor/answers"
import { addFigures, noFigures } from "#lib/domain/monitor/figures"
import { quotaPerSecond } from "#lib/domain/monitor/lines"
import { minuteMs, type Span, spanBetween, spanOfRange, startOf } from "#lib/domain/monitor/range"
import type { RunStatus } from "#lib/domain/outcome"
import { mayActAs, type Person } from "#lib/domain/person"
import type { Breakers } from "#lib/server/engine/breakers"
import { settingsOf } from "#lib/server/engine/connections/settings"
import type { Services } from "#lib/server/monitor/services"
import type { Grouping, MonitorFilter } from "#lib/server/store/monitor-ports"
import type { Store } from "#lib/server/store/store"

/** Who asks. */
type Asking = Pick<Person, "id" | "role">

interface MonitorDeps {
  store: Store
  now: () => number
}

const isAdmin = ({ role }: Asking) => mayActAs(role, "admin")

/** Admins see everybody, or whom they choose; all others see themselves, whatever they ask for. */
function asked(query: MonitorQuery, who: Asking, now: number): { span: Span; filter: MonitorFilter } {
  const { range, from, to, connection: connectionId, model, person, kind } = query
  const span =
    from !== undefined && to !== undefined && to > from ? spanBetween(from, to, now) : spanOfRange(range, now)
  const personId = isAdmin(who) ? person : who.id
  return { span, filter: { from: span.from, to: span.to, connectionId, model, personId, kind } }
}

/** Answer of `GET /api/monitor/series`. */
export async function seriesFor(
  query: MonitorQuery,
  who: Asking,
  { store, now }: MonitorDeps,
): Promise<SeriesAnswer> {
  const { span, filter } = asked(query, who, now())
  const points = await store.monitor.series(filter, span.stepMs)
  const total = noFigures()
  for (const { figures } of points) addFigures(total, figures)
  return {
    ...span,
    points: points.map(({ at, figures }) => ({ at, ...shownFigures(figures) })),
    total: shownFigures(total),
  }
}

/** Answer of `GET /api/monitor/totals`. */
export async function totalsFor(
  query: MonitorQuery & { by: Grouping },
  who: Asking,
  { store, now }: MonitorDeps,
): Promise<TotalsAnswer> {
  const { span, filter } = asked(query, who, now())
  const [rows, names] = await Promise.all([
    store.monitor.totals(filter, query.by),
    namesOf(query.by, who, store),
  ])
  return {
    ...span,
    rows: rows.map(({ key, figures }) => ({
      key,
      name: names.get(key) ?? null,
      ...shownFigures(figures),
    })),
  }
}

async function namesOf(by: Grouping, who: Asking, store: Store): Promise<Map<string, string>> {
  if (by === "connection") return new Map((await connectionsOf(who, store)).map(({ id, name }) => [id, name]))
  if (by !== "person") return new Map()
  if (isAdmin(who)) return new Map((await store.people.list()).map(({ id, name }) => [id, name]))
  const me = await store.people.get(who.id)
  return new Map(me ? [[me.id, me.name]] : [])
}

const connectionsOf = (who: Asking, store: Store) =>
  isAdmin(who) ? store.connections.managed(undefined) : store.connections.visibleTo(who.id)

/** Answer of `GET /api/monitor/runs`. */
export async function runsFor(
  query: MonitorQuery & { status?: RunStatus; code?: string; limit: number; cursor?: string },
  who: Asking,
  { store, now }: MonitorDeps,
): Promise<{ runs: MonitoredRun[]; nextCursor: string | null }> {
  const { filter } = asked(query, who, now())
  const { status, code, limit, cursor } = query
  const { runs, nextCursor } = await store.monitor.runs({ ...filter, status, code }, { limit, cursor })
  return { runs: runs.map((run) => ({ ...run, own: run.personId === who.id })), nextCursor }
}

/** Answer of `GET /api/monitor/live`. */
export async function liveFor(
  who: Asking,
  { store, now, breakers, services }: MonitorDeps & { breakers: Breakers; services: Services },
): Promise<LiveAnswer> {
  const at = now()
  const breakerOf = (connectionId: string) => {
    const { state, waitMs } = breakers.view(connectionId)
    return waitMs === undefined ? { state } : { state, untilMs: at + waitMs }
  }
  const personId = isAdmin(who) ? undefined : who.id
  const from = startOf(at, minuteMs) - minuteMs
  const [live, ended, connections] = await Promise.all([
    store.monitor.live(personId),
    store.monitor.totals({ from, to: at + 1, personId }, "connection"),
    connectionsOf(who, store),
  ])
  return {
    at,
    connections: connections
      .filter(({ disabled }) => disabled === 0)
      .map((row) => {
        const {
          queued = 0,
          running = 0,
          sent = [],
        } = live.find(({ connectionId }) => connectionId === row.id) ?? {}
        const requests =
          (ended.find(({ key }) => key === row.id)?.figures.requests ?? 0) +
          sent.filter((moment) => moment >= from).length
        return {
          id: row.id,
          name: row.name,
          queued,
          running,
          requestsPerSecond: requests / ((at - from) / 1000),
          // Held against what one person sends it would say nothing.
          quotaPerSecond: isAdmin(who) ? quotaPerSecond(settingsOf(row).planQuota ?? {}) : null,
          breaker: breakerOf(row.id),
        }
      }),
    ...(isAdmin(who)
      ? {
          services: services.list().map(({ name, state, since, detail }) => ({ name, state, since, detail })),
        }
      : {}),
  }
}
