"use client"

import { ChevronRight } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { CopyButton } from "#components/playground/copy-button"
import { Markdown } from "#components/playground/markdown"
import { Segmented } from "#components/ui/segmented"
import { isFinal } from "#lib/domain/outcome"
import type { RunState } from "#lib/domain/run"
import { DetailSection } from "./detail-section"
import { PreText } from "./pre-text"

type View = "markdown" | "plain"

/** What came: the thinking folded, the answer formatted or as it is. */
export function RunAnswer({ run }: { run: RunState }) {
  const t = useTranslations("history")
  const [view, setView] = useState<View>("markdown")
  const hasText = run.text !== ""
  return (
    <DetailSection
      title={t("sections.answer")}
      actions={
        hasText ? (
          <>
            <Segmented<View>
              label={t("view")}
              size="sm"
              value={view}
              onChange={setView}
              options={[
                { value: "markdown", label: t("views.markdown") },
                { value: "plain", label: t("views.plain") },
              ]}
            />
            <CopyButton text={run.text} label={t("copyAnswer")} />
          </>
        ) : null
      }
    >
      {run.reasoning === "" ? null : <Folded title={t("sections.reasoning")} text={run.reasoning} />}
      {hasText ? (
        view === "markdown" ? (
          <Markdown text={run.text} streaming={!isFinal(run.status)} />
        ) : (
          <PreText text={run.text} />
        )
      ) : (
        <p className="text-ink-2 text-sm">{t("noAnswer")}</p>
      )}
      {run.tool === "" ? null : <Folded title={t("sections.tool")} text={run.tool} />}
    </DetailSection>
  )
}

function Folded({ title, text }: { title: string; text: string }) {
  return (
    <details className="group mb-3">
      <summary className="inline-flex list-none items-center gap-1 rounded-sm text-ink-2 text-sm hover:text-ink pointer-coarse:min-h-10 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden size={14} className="transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <div className="mt-2 border-l pl-3 text-ink-2">
        <PreText text={text} />
      </div>
    </details>
  )
}
