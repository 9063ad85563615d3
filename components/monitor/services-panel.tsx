"use client"

import { useQuery } from "@tanstack/react-query"
import { CircleCheck, TriangleAlert } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { servicesQuery } from "#lib/client/api/services"
import { mayActAs } from "#lib/domain/person"
import type { ServiceView } from "#lib/domain/service-state"

/** What Bracket leans on: what is there, what is away, what that means and what to do. For admins. */
export function ServicesPanel() {
  const t = useTranslations("operations.services")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const isAdmin = mayActAs(usePerson().role, "admin")
  const { data, error, refetch } = useQuery({ ...servicesQuery(), enabled: isAdmin })
  if (!isAdmin) return null
  return (
    <section aria-labelledby="services-title">
      <h2 id="services-title" className="text-base">
        {t("title")}
      </h2>
      <p className="mt-1 max-w-measure text-pretty text-ink-2 text-xs">{t("lead")}</p>
      {error && !data ? (
        <ErrorCard
          className="mt-3"
          {...errorText(faultOf(error))}
          actions={
            <Button size="sm" onClick={() => void refetch()}>
              {common("retry")}
            </Button>
          }
        />
      ) : data ? (
        <ul className="mt-3 divide-y border-y">
          {[...data].sort(awayFirst).map((service) => (
            <Service key={service.name} service={service} />
          ))}
          {data.length === 0 ? <li className="py-2 text-ink-2 text-sm">{t("none")}</li> : null}
        </ul>
      ) : (
        <div role="status" aria-label={common("loading")} className="mt-3 flex flex-col gap-2">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
        </div>
      )}
    </section>
  )
}

const awayFirst = (a: ServiceView, b: ServiceView) => Number(b.state === "away") - Number(a.state === "away")

function Service({ service }: { service: ServiceView }) {
  const t = useTranslations("operations.services")
  const format = useFormatter()
  const { name, state, since, detail } = service
  const isAway = state === "away"
  const Icon = isAway ? TriangleAlert : CircleCheck
  return (
    <li className="grid gap-x-4 gap-y-0.5 py-2 text-sm sm:grid-cols-[9rem_7rem_1fr]">
      <span className="font-medium">{t(`name.${name}`)}</span>
      <span className="flex items-center gap-1.5">
        <Icon aria-hidden size={14} className={isAway ? "shrink-0 text-warn" : "shrink-0 text-ok"} />
        {t(`state.${state}`)}
      </span>
      <span className="min-w-0 text-pretty break-words text-ink-2 text-xs sm:pt-0.5">
        {isAway ? `${t(`away.${name}`)} ` : null}
        {t("since", {
          at: format.dateTime(since, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" }),
        })}
        {isAway && detail ? <span className="figures">{` ${t("detail", { detail })}`}</span> : null}
      </span>
    </li>
  )
}
