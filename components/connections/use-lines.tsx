"use client"

import { useFormatter, useTranslations } from "use-intl"
import { usePerson } from "#components/shell/person"
import type { ManagedConnection } from "#lib/domain/managed-connection"

/** Who may use a connection, how much it may take here and by its plan, and what it has taken today. */
export function UseLines({ connection }: { connection: ManagedConnection }) {
  const t = useTranslations("connections.use")
  const separator = useTranslations("connections")("separator")
  const format = useFormatter()
  const me = usePerson()
  const { access, limits, owner, planQuota, today } = connection
  const number = (value: number) => format.number(value, { maximumFractionDigits: 2 })
  const dollars = (value: number) => format.number(value, { style: "currency", currency: "USD" })
  const who = owner
    ? owner.id === me.id
      ? t("onlyYou")
      : t("onlyOwner", { name: owner.name })
    : access.kind === "people"
      ? t("people", { count: access.ids.length })
      : t("everyone")
  const caps = [
    limits.concurrency && t("concurrency", { count: number(limits.concurrency) }),
    limits.requestsPerSecond && t("perSecond", { count: number(limits.requestsPerSecond) }),
    limits.requestsPerDay && t("requestsPerDay", { count: limits.requestsPerDay }),
    limits.tokensPerDay && t("tokensPerDay", { count: number(limits.tokensPerDay) }),
    limits.costPerDay && t("costPerDay", { cost: dollars(limits.costPerDay) }),
  ].filter(Boolean)
  const plan = [
    planQuota.requestsPerSecond && t("perSecond", { count: number(planQuota.requestsPerSecond) }),
    planQuota.requestsPerMinute && t("requestsPerMinute", { count: number(planQuota.requestsPerMinute) }),
    planQuota.tokensPerMinute && t("tokensPerMinute", { count: number(planQuota.tokensPerMinute) }),
    planQuota.requestsPerDay && t("requestsPerDay", { count: planQuota.requestsPerDay }),
    planQuota.tokensPerDay && t("tokensPerDay", { count: number(planQuota.tokensPerDay) }),
  ].filter(Boolean)
  const taken = [
    t("requests", { count: today.requests }),
    today.tokens > 0 ? t("tokens", { count: number(today.tokens) }) : undefined,
    today.cost > 0 ? dollars(today.cost) : undefined,
  ].filter(Boolean)
  return (
    <p className="figures mt-0.5 flex flex-wrap gap-x-3 text-ink-2 text-xs">
      <span>{who}</span>
      {caps.length > 0 ? <span>{t("atMost", { limits: caps.join(separator) })}</span> : null}
      {plan.length > 0 ? <span>{t("plan", { quota: plan.join(separator) })}</span> : null}
      {today.requests > 0 ? <span>{t("today", { taken: taken.join(separator) })}</span> : null}
    </p>
  )
}
