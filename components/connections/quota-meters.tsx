"use client"

import { useQuery } from "@tanstack/react-query"
import { TriangleAlert } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { connectionStateQuery } from "#lib/client/api/connection-state"
import type { ManagedConnection } from "#lib/domain/managed-connection"
import type { QuotaUse } from "#lib/domain/soft-line"

const lookEveryMs = 10_000

/** How much of a plan's quotas is used, with the mark from which Bracket slows down, and whether the breaker has opened. */
export function QuotaMeters({ connection }: { connection: ManagedConnection }) {
  const t = useTranslations("operations.services.quota")
  const quotas = Object.values(connection.planQuota).filter(Boolean).length
  const { data } = useQuery({
    ...connectionStateQuery(connection.id),
    refetchInterval: ({ state }) =>
      quotas > 0 || (state.data && state.data.breaker.state !== "closed") ? lookEveryMs : false,
  })
  const breaker = data?.breaker
  if (quotas === 0 && (breaker === undefined || breaker.state === "closed")) return null
  return (
    <div className="mt-1 flex flex-col gap-1">
      {breaker && breaker.state !== "closed" ? (
        <p className="figures flex items-center gap-1.5 text-ink-2 text-xs">
          <TriangleAlert aria-hidden size={12} className="text-warn" />
          {breaker.state === "open"
            ? t("open", { faults: breaker.faults, seconds: Math.ceil((breaker.waitMs ?? 0) / 1000) })
            : t("halfOpen")}
        </p>
      ) : null}
      {quotas > 0 ? (
        // As tall while it loads as it will be.
        <ul className="flex flex-col gap-1" style={{ minHeight: `${quotas * 1.25}rem` }}>
          {data?.quota.map((use) => (
            <Meter key={use.name} use={use} />
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function Meter({ use }: { use: QuotaUse }) {
  const t = useTranslations("operations.services.quota")
  const format = useFormatter()
  const { name, used, quota, line } = use
  const number = (value: number) => format.number(value, { notation: "compact", maximumFractionDigits: 1 })
  const label = t(`name.${name}`)
  const of = t("of", { used: number(used), quota: number(quota), line: number(line) })
  const share = Math.min(1, used / quota)
  const isOver = used >= line
  return (
    <li className="grid grid-cols-[minmax(0,9rem)_minmax(3rem,8rem)_1fr] items-center gap-x-2 text-xs max-sm:grid-cols-2">
      <span className="truncate text-ink-2">{label}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> each in their own way. */}
      <span
        role="meter"
        aria-label={label}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={of}
        className="relative h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <span
          className={classNames("block h-full", isOver ? "bg-warn" : "bg-accent-strong")}
          style={{ width: `${share * 100}%` }}
        />
        <span
          aria-hidden
          className="absolute top-0 h-full w-px bg-ink-2"
          style={{ left: `${(line / quota) * 100}%` }}
        />
      </span>
      <span className="figures flex items-center gap-1 text-ink-2 max-sm:col-span-2">
        {isOver ? <TriangleAlert aria-hidden size={12} className="shrink-0 text-warn" /> : null}
        {of}
      </span>
    </li>
  )
}
