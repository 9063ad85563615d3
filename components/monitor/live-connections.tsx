"use client"

import { CircleAlert, CircleCheck, CircleDashed, Unplug } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import type { LiveAnswer } from "#lib/domain/monitor/answers"
import { quotaLine } from "#lib/domain/monitor/lines"

const looks = {
  closed: { Icon: CircleCheck, color: "text-ok" },
  open: { Icon: CircleAlert, color: "text-error" },
  "half-open": { Icon: CircleDashed, color: "text-warn" },
}

/** What goes on at each connection now: what runs and waits, how near its quota is, how its breaker stands. */
export function LiveConnections({ live, connectionId }: { live: LiveAnswer; connectionId?: string }) {
  const t = useTranslations("operations.monitor.live")
  const format = useFormatter()
  const text = useFigureText()
  const rows = live.connections.filter(({ id }) => connectionId === undefined || id === connectionId)
  const away = (live.services ?? []).filter(({ state }) => state === "away")
  return (
    <section aria-labelledby="monitor-live">
      <h2 id="monitor-live" className="text-base">
        {t("title")}
      </h2>
      {away.length === 0 ? null : (
        <ul className="mt-2 flex flex-col gap-1 text-sm">
          {away.map(({ name, since, detail }) => (
            <li key={name} className="flex items-center gap-1.5 text-warn">
              <Unplug aria-hidden size={14} className="shrink-0" />
              {t("away", { name, since: text.clock(since), detail: detail ?? "" })}
            </li>
          ))}
        </ul>
      )}
      <ul className="mt-2 divide-y border-y">
        {rows.map((row) => {
          const { Icon, color } = looks[row.breaker.state]
          const use = row.quotaPerSecond === null ? undefined : row.requestsPerSecond / row.quotaPerSecond
          return (
            <li
              key={row.id}
              className="figures flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-1 py-1.5 text-sm"
            >
              <span className="min-w-0 basis-full truncate font-medium sm:flex-1 sm:basis-0">{row.name}</span>
              <span className={`inline-flex items-center gap-1 text-xs ${color}`}>
                <Icon aria-hidden size={13} className="self-center" />
                {t(`breaker.${row.breaker.state}`, {
                  until: row.breaker.untilMs === undefined ? "" : text.clock(row.breaker.untilMs),
                })}
              </span>
              <span className="text-xs">{t("running", { count: row.running })}</span>
              <span className="text-xs">{t("queued", { count: row.queued })}</span>
              <span
                className={`text-xs ${use !== undefined && use >= quotaLine ? "text-error" : "text-ink-2"}`}
              >
                {t("rate", { value: format.number(row.requestsPerSecond, { maximumSignificantDigits: 3 }) })}
                {use === undefined
                  ? null
                  : ` · ${t("use", { value: format.number(use, { style: "percent" }), near: use >= quotaLine ? "yes" : "no" })}`}
              </span>
            </li>
          )
        })}
      </ul>
      <p className="mt-1 text-ink-3 text-xs">{t("note")}</p>
    </section>
  )
}
