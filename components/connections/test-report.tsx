"use client"

import { CircleCheck, CircleMinus, CircleX } from "lucide-react"
import { useFormatter, useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Spinner } from "#components/ui/spinner"
import type { TestReport, TestStep } from "#lib/domain/connection-test-report"
import { useFactsText } from "./use-facts-text"

/** How a test went, step by step: what was found out, why one failed and what helps, what was not needed. */
export function TestReportView({ report, isTesting }: { report?: TestReport; isTesting: boolean }) {
  const t = useTranslations("connections.test")
  const format = useFormatter()
  const failed = report?.steps.find(({ outcome }) => outcome === "failed")
  return (
    <section aria-label={t("report")}>
      <p role="status" className="flex items-center gap-2 font-medium text-sm">
        {isTesting ? (
          <>
            <Spinner size={14} /> {t("running")}
          </>
        ) : failed ? (
          t("failedAt", { step: t(`steps.${failed.name}`) })
        ) : report ? (
          t("passed")
        ) : null}
      </p>
      {isTesting ? <p className="mt-0.5 text-ink-2 text-xs">{t("runningHint")}</p> : null}
      {report && !isTesting ? (
        <>
          <ol className="mt-2 divide-y border-y">
            {report.steps.map((step) => (
              <StepLine key={step.name} step={step} />
            ))}
          </ol>
          <p className="mt-1 text-ink-3 text-xs">
            {t("at", { at: format.dateTime(report.at, { timeStyle: "medium", hourCycle: "h23" }) })}
          </p>
        </>
      ) : null}
    </section>
  )
}

const icons = { ok: CircleCheck, failed: CircleX, skipped: CircleMinus }
const colours = { ok: "text-ok", failed: "text-error", skipped: "text-ink-3" }

function StepLine({ step }: { step: TestStep }) {
  const t = useTranslations("connections.test")
  const format = useFormatter()
  const errorText = useErrorText()
  const factsText = useFactsText()
  const Icon = icons[step.outcome]
  const facts = step.outcome === "skipped" ? [] : factsText(step)
  const fault = step.outcome === "failed" ? errorText(step) : undefined
  return (
    <li className="grid grid-cols-[1rem_7rem_1fr] items-start gap-x-2 py-1.5 text-sm">
      <Icon aria-hidden size={16} className={`mt-0.5 ${colours[step.outcome]}`} />
      <span>{t(`steps.${step.name}`)}</span>
      <div className="min-w-0">
        <p className="flex flex-wrap gap-x-3 text-xs leading-5">
          <span className={step.outcome === "failed" ? "font-medium text-error" : "text-ink-2"}>
            {step.outcome === "skipped" ? t(`skipped.${step.reason}`) : t(`outcomes.${step.outcome}`)}
          </span>
          {step.outcome === "ok" && step.ms >= 1 ? (
            <span className="figures text-ink-3">{t("ms", { ms: format.number(Math.round(step.ms)) })}</span>
          ) : null}
        </p>
        {facts.map((fact) => (
          <p key={fact} className="break-words text-ink-2 text-xs leading-5">
            {fact}
          </p>
        ))}
        {fault ? (
          <>
            <p className="text-pretty text-sm">{fault.title}</p>
            <p className="text-pretty text-ink-2 text-xs">{fault.hint}</p>
          </>
        ) : null}
      </div>
    </li>
  )
}
