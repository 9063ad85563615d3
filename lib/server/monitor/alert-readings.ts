import type { AlertReading, AlertSubject } from "#lib/domain/alerts/alert"
import { type AlertKind, type AlertRule, alertWindowMs } from "#lib/domain/alerts/alert-rules"
import { type Budget, budgetLines, nothingUsed, tightest, type Used } from "#lib/domain/budget"
import type { Log } from "#lib/server/log"
import type { AlertFigures } from "#lib/server/monitor/alert-figures"
import type { NodeReports } from "#lib/server/monitor/node-reports"
import type { QuotaConnection, QuotaUse } from "#lib/server/monitor/quota-use"
import type { WindowFigures } from "#lib/server/store/monitor-ports"

export interface WatchedConnection extends QuotaConnection {
  name: string
  /** Epoch ms; null: no key, or nobody knows. */
  keyCreatedAt: number | null
}

/** Where readings come from. */
export interface AlertSources {
  /** Those in use. */
  connections(): Promise<WatchedConnection[]>
  budgets(now: number): Promise<{ personId: string; name: string; budget: Budget; used?: Used }[]>
  figures: AlertFigures
  quota: QuotaUse
  reports: Pick<NodeReports, "isBreakerOpen" | "away">
}

/** What was read; rules whose source did not answer are `unread`: nothing may follow from that. */
export interface AlertReadings {
  readings: AlertReading[]
  unread: AlertKind[]
}

const dayMs = 86_400_000

type Found = Omit<AlertReading, "kind">

/** Reads the value of each rule for everything that it watches. Never rejects. */
export async function readAlerts(
  rules: AlertRule[],
  sources: AlertSources,
  { now, log }: { now: number; log: Log },
): Promise<AlertReadings> {
  const connections = once(() => sources.connections())
  const figures = figuresOf(sources.figures, connections, now)

  const read: Record<AlertKind, (rule: AlertRule) => Promise<Found[]>> = {
    "error-rate": async (rule) =>
      (await figures(rule)).map(({ subject, calls }) => ({
        subject,
        value: calls.calls < rule.minCalls ? null : (100 * calls.failed) / calls.calls,
        detail: mostOf(calls.errorsByCode),
      })),
    "slow-first-token": async (rule) => slow(await figures(rule), rule, "ttftP90Ms"),
    "slow-total": async (rule) => slow(await figures(rule), rule, "totalP90Ms"),
    quota: async () => {
      const all = await connections()
      const used = await sources.quota.of(all)
      return all.flatMap((connection) => {
        const quota = used.get(connection.id)
        return quota
          ? [{ subject: subjectOf(connection), value: quota.share * 100, detail: quota.which }]
          : []
      })
    },
    "breaker-open": async () =>
      Promise.all(
        (await connections()).map(async (connection) => ({
          subject: subjectOf(connection),
          value: (await sources.reports.isBreakerOpen(connection.id)) ? 1 : 0,
          detail: null,
        })),
      ),
    budget: async () =>
      (await sources.budgets(now)).flatMap(({ personId, name, budget, used }) => {
        const line = tightest(budgetLines(budget, used ?? nothingUsed()))
        const subject = { type: "person" as const, id: personId, name }
        return line ? [{ subject, value: line.share * 100, detail: `${line.period}_${line.measure}` }] : []
      }),
    "key-age": async () =>
      (await connections()).flatMap((connection) =>
        connection.keyCreatedAt === null
          ? []
          : [
              {
                subject: subjectOf(connection),
                value: Math.max(0, (now - connection.keyCreatedAt) / dayMs),
                detail: null,
              },
            ],
      ),
    "service-away": async () =>
      (await sources.reports.away()).map(({ name, detail }) => ({
        subject: { type: "service" as const, id: name, name },
        value: 1,
        detail: detail === "" ? null : detail,
      })),
  }

  const unread: AlertKind[] = []
  const readings = await Promise.all(
    rules.map(async (rule) => {
      try {
        return (await read[rule.kind](rule)).map((found): AlertReading => ({ kind: rule.kind, ...found }))
      } catch (err) {
        log.warn({ err, rule: rule.kind }, "alert rule not read")
        unread.push(rule.kind)
        return []
      }
    }),
  )
  return { readings: readings.flat(), unread }
}

/** The figures of each connection for a rule's window; rules with the same window share them. */
function figuresOf(figures: AlertFigures, connections: () => Promise<WatchedConnection[]>, now: number) {
  const byWindow = new Map<number, Promise<{ subject: AlertSubject; calls: WindowFigures }[]>>()
  return (rule: AlertRule) => {
    const windowMs = alertWindowMs(rule)
    const known = byWindow.get(windowMs)
    if (known) return known
    const reading = connections().then((all) =>
      Promise.all(
        all.map(async (connection) => ({
          subject: subjectOf(connection),
          calls: await figures.window({ from: now - windowMs, to: now, connectionId: connection.id }),
        })),
      ),
    )
    byWindow.set(windowMs, reading)
    return reading
  }
}

const slow = (
  all: { subject: AlertSubject; calls: WindowFigures }[],
  rule: AlertRule,
  figure: "ttftP90Ms" | "totalP90Ms",
): Found[] =>
  all.map(({ subject, calls }) => ({
    subject,
    value: calls.calls < rule.minCalls ? null : calls[figure],
    detail: null,
  }))

const subjectOf = ({ id, name }: WatchedConnection): AlertSubject => ({ type: "connection", id, name })

const mostOf = (counts: Record<string, number>): string | null =>
  Object.entries(counts).sort(([, one], [, other]) => other - one)[0]?.[0] ?? null

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined
  return () => {
    begun ??= work()
    return begun
  }
}
