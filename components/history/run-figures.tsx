"use client"

import type { ReactNode } from "react"
import { useTranslations } from "use-intl"
import type { RunDetail } from "#lib/domain/history"
import { useCacheText } from "./cache-text"
import { useFigureText } from "./figure-text"

/** What the run took: time, tokens, money. */
export function RunFigures({ detail }: { detail: RunDetail }) {
  const t = useTranslations("history.figures")
  const figures = useFigureText()
  const fromCache = useCacheText()
  const { usage, timing, cost, cached, upstreamClosed, startedAt } = detail.run
  const tokens = (value: number | undefined) =>
    value === undefined ? "—" : t("tokens", { value: figures.count(value) })
  const share = (value: number | undefined, what: "cached" | "thinking") =>
    value ? `${figures.count(value)} ${t(what)}` : undefined
  return (
    <dl className="grid max-w-3xl grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
      <Figure name={t("firstToken")}>{figures.duration(timing?.ttftMs)}</Figure>
      <Figure name={t("speed")}>{figures.speed(timing?.tokensPerSecond)}</Figure>
      <Figure name={t("total")}>{figures.duration(timing?.totalMs)}</Figure>
      <Figure name={t("queue")}>{figures.duration(timing?.queueMs)}</Figure>
      <Figure name={t("input")} note={share(usage?.cachedInputTokens, "cached")}>
        {tokens(usage?.inputTokens)}
      </Figure>
      <Figure name={t("output")} note={share(usage?.reasoningTokens, "thinking")}>
        {tokens(usage?.outputTokens)}
      </Figure>
      <Figure name={t("cost")} note={usage?.estimated && cost ? t("estimated") : undefined}>
        {figures.cost(cost)}
      </Figure>
      <Figure name={t("started")}>{startedAt === undefined ? "—" : figures.moment(startedAt)}</Figure>
      {cached || upstreamClosed ? (
        <Figure name={t("upstream")}>{fromCache(detail.run) ?? t("upstreamClosed")}</Figure>
      ) : null}
    </dl>
  )
}

function Figure({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd className="figures text-sm">
        {children}
        {note ? <span className="block text-ink-2 text-xs">{note}</span> : null}
      </dd>
    </div>
  )
}
