"use client"

import { useTranslations } from "use-intl"
import { JudgeBar } from "#components/judging/judge-bar"
import { usePerson } from "#components/shell/person"
import type { RunSummary } from "#lib/domain/history"
import { DetailSection } from "./detail-section"
import { PreText } from "./pre-text"
import { useJudge } from "./use-judge"

/** What was thought of the answer: said in the playground or here, kept on the run. */
export function RunJudgement({ summary }: { summary: RunSummary }) {
  const t = useTranslations("history")
  const { role } = usePerson()
  const judge = useJudge(summary.id)
  const { judgement } = summary
  return (
    <DetailSection title={t("sections.judgement")}>
      <JudgeBar
        name={t("thisRun")}
        judgement={judgement}
        disabled={role === "viewer"}
        onRate={(rating) => judge({ rating })}
        onNote={(note) => judge({ note })}
        onWinner={(winner) => judge({ winner })}
        className="-ml-1"
      />
      {judgement.note === "" ? null : (
        <div className="mt-2 border-l pl-3">
          <PreText text={judgement.note} />
        </div>
      )}
    </DetailSection>
  )
}
