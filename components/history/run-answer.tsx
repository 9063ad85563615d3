"use client"

import { ChevronRight } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { CopyButton } from "#components/playground/copy-button"
import { Markdown } from "#components/playground/markdown"
import { ToolCallCard } from "#components/playground/tool-call-card"
import { Segmented } from "#components/ui/segmented"
import { isFinal } from "#lib/domain/outcome"
import type { RunState } from "#lib/domain/run"
import { readToolCalls } from "#lib/domain/tool-calls"
import { DetailSection } from "./detail-section"
import { PreText } from "./pre-text"
import { RunPictures } from "./run-pictures"

type View = "markdown" | "plain"

/** What came: the thinking folded, the answer formatted or as it is, or the pictures. */
export function RunAnswer({ run, isImage }: { run: RunState; isImage: boolean }) {
  const t = useTranslations("history")
  const [view, setView] = useState<View>("markdown")
  const hasText = run.text !== ""
  return (
    <DetailSection
      title={t(isImage ? "sections.pictures" : "sections.answer")}
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
      ) : run.images?.length ? (
        <RunPictures runId={run.runId} images={run.images} />
      ) : run.tool === "" ? (
        <p className="text-ink-2 text-sm">{t(isImage ? "noPicture" : "noAnswer")}</p>
      ) : null}
      {readToolCalls(run.tool).map((call) => (
        <div key={call.id} className="mt-3 max-w-measure">
          <ToolCallCard call={call} isOpen={!isFinal(run.status)} />
        </div>
      ))}
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
