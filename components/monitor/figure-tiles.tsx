"use client"

import { CircleCheck, TriangleAlert } from "lucide-react"
import type { ReactNode } from "react"
import { useFormatter, useTranslations } from "use-intl"
import { useFigureText } from "#components/history/figure-text"
import type { LiveAnswer, ShownFigures } from "#lib/domain/monitor/answers"
import { errorRate } from "#lib/domain/monitor/figures"
import { errorLine, quotaLine, ttftLineMs } from "#lib/domain/monitor/lines"

interface FigureTilesProps {
  total: ShownFigures
  live: LiveAnswer | undefined
  /** The greatest rate of a step. */
  peak: number
  connectionId: string | undefined
  /** What goes on now is not told apart by model, person and kind, though the rest is. */
  isFiltered: boolean
}

/** The figures of the range at a glance, each with the line that it is held against. */
export function FigureTiles({ total, live, peak, connectionId, isFiltered }: FigureTilesProps) {
  const t = useTranslations("operations.monitor.tiles")
  const text = useFigureText()
  const format = useFormatter()
  const connections = (live?.connections ?? []).filter(({ id }) => !connectionId || id === connectionId)
  const sum = (name: "queued" | "running" | "requestsPerSecond") =>
    connections.reduce((all, each) => all + each[name], 0)
  const use = Math.max(0, ...connections.map((each) => quotaUseOf(each) ?? 0))
  const knowsQuota = connections.some((each) => quotaUseOf(each) !== undefined)
  const rate = (value: number) => format.number(value, { maximumSignificantDigits: 3 })
  const percent = (value: number) => format.number(value, { style: "percent", maximumFractionDigits: 1 })
  const failed = errorRate(total)
  const decided = total.succeeded + total.failed
  const ttft = total.ttft
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded border bg-line sm:grid-cols-3 lg:grid-cols-5">
      <Tile name={t("rate")} value={t("perSecond", { value: rate(sum("requestsPerSecond")) })}>
        {t("peak", { value: rate(peak) })}
        {knowsQuota ? (
          <Line over={use >= quotaLine}>{t("quota", { value: percent(use) })}</Line>
        ) : (
          <span className="block">{t("noQuota")}</span>
        )}
      </Tile>
      <Tile name={t("ttft")} value={text.duration(ttft?.p90)} mark={ttft ? "P90" : undefined}>
        {ttft ? t("others", { p50: text.duration(ttft.p50), p99: text.duration(ttft.p99) }) : t("none")}
        {ttft ? (
          <Line over={ttft.p90 > ttftLineMs}>{ttft.p90 > ttftLineMs ? t("over2s") : t("under2s")}</Line>
        ) : null}
      </Tile>
      <Tile name={t("total")} value={text.duration(total.total?.p90)} mark={total.total ? "P90" : undefined}>
        {total.total
          ? t("others", { p50: text.duration(total.total.p50), p99: text.duration(total.total.p99) })
          : t("none")}
      </Tile>
      <Tile name={t("errors")} value={decided === 0 ? text.cost(undefined) : percent(failed)}>
        {t("failed", { failed: text.count(total.failed), all: text.count(decided) })}
        {decided === 0 ? null : (
          <Line over={failed > errorLine}>{failed > errorLine ? t("over5") : t("under5")}</Line>
        )}
      </Tile>
      <Tile name={t("now")} value={t("running", { count: sum("running") })}>
        {t("queued", { count: sum("queued") })}
        {isFiltered ? <span className="block">{t("unfiltered")}</span> : null}
      </Tile>
      <Tile name={t("runs")} value={text.count(total.runs)}>
        {t("stopped", { count: text.count(total.cancelled + total.interrupted + total.blocked) })}
      </Tile>
      <Tile name={t("cached")} value={text.count(total.cached)}>
        {total.succeeded === 0
          ? t("none")
          : t("ofSucceeded", { value: percent(total.cached / total.succeeded) })}
      </Tile>
      <Tile name={t("retries")} value={text.count(total.retries)}>
        {t("requests", { count: text.count(total.requests) })}
      </Tile>
      <Tile name={t("tokens")} value={text.count(total.inputTokens + total.outputTokens)}>
        {t("inOut", { input: text.count(total.inputTokens), output: text.count(total.outputTokens) })}
      </Tile>
      <Tile name={t("cost")} value={text.cost(total.cost)}>
        {t("costNote")}
      </Tile>
    </dl>
  )
}

/** The share of what a connection's plan allows; undefined where that is not known. */
function quotaUseOf({
  requestsPerSecond,
  quotaPerSecond,
}: LiveAnswer["connections"][number]): number | undefined {
  return quotaPerSecond === null ? undefined : requestsPerSecond / quotaPerSecond
}

function Tile(props: { name: string; value: string; mark?: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5 bg-surface px-3 py-2.5">
      <dt className="text-ink-2 text-xs">{props.name}</dt>
      <dd className="figures">
        <span className="font-medium text-lg">{props.value}</span>
        {props.mark ? <span className="ml-1.5 text-ink-3 text-xs">{props.mark}</span> : null}
        <span className="block text-ink-2 text-xs">{props.children}</span>
      </dd>
    </div>
  )
}

function Line({ over, children }: { over: boolean; children: ReactNode }) {
  const Icon = over ? TriangleAlert : CircleCheck
  return (
    <span className={`flex items-center gap-1 ${over ? "text-error" : "text-ok"}`}>
      <Icon aria-hidden size={12} className="shrink-0" />
      {children}
    </span>
  )
}
