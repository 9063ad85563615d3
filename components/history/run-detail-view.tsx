"use client"

import { useTranslations } from "use-intl"
import { ScreeningNote } from "#components/compliance/screening-note"
import { useErrorText } from "#components/shell/error-text"
import { ErrorCard } from "#components/ui/error-card"
import type { RunDetail } from "#lib/domain/history"
import { isFinal } from "#lib/domain/outcome"
import { DetailSection } from "./detail-section"
import { RunAnswer } from "./run-answer"
import { RunAttempts } from "./run-attempts"
import { RunChecks } from "./run-checks"
import { RunDetailHeader } from "./run-detail-header"
import { RunFigures } from "./run-figures"
import { RunJudgement } from "./run-judgement"
import { RunParameters } from "./run-parameters"
import { RunPrompt } from "./run-prompt"
import { RunRequest } from "./run-request"

/** One run, from what was asked down to the bytes that were sent. */
export function RunDetailView({ detail }: { detail: RunDetail }) {
  const t = useTranslations("history.sections")
  const errorText = useErrorText()
  const { run, variant, summary } = detail
  return (
    <article className="flex flex-col">
      <RunDetailHeader summary={summary} text={run.text} />
      <div className="flex max-w-[56rem] flex-col divide-y px-4 lg:px-6">
        <DetailSection title={t("prompt")}>
          <RunPrompt prompt={variant.prompt} />
        </DetailSection>
        {run.error ? (
          <div className="py-4">
            <ErrorCard {...errorText(run.error)} quiet className="max-w-measure" />
          </div>
        ) : null}
        {run.screening ? <ScreeningNote screening={run.screening} className="py-3" /> : null}
        <RunAnswer run={run} isImage={summary.kind === "image"} />
        {isFinal(run.status) ? <RunJudgement summary={summary} /> : null}
        {summary.judgement.checks?.length ? (
          <DetailSection title={t("checks")}>
            <RunChecks checks={detail.checks ?? []} results={summary.judgement.checks} />
          </DetailSection>
        ) : null}
        <DetailSection title={t("figures")}>
          <RunFigures detail={detail} />
        </DetailSection>
        <DetailSection title={t("parameters")}>
          <RunParameters parameters={variant.parameters} />
        </DetailSection>
        {run.attempts.length > 0 ? (
          <DetailSection title={t("attempts")}>
            <RunAttempts attempts={run.attempts} />
          </DetailSection>
        ) : null}
        <DetailSection title={t("request")}>
          <RunRequest request={detail.request} />
        </DetailSection>
      </div>
    </article>
  )
}
