"use client"

import { lazy, Suspense, useState } from "react"
import { useTranslations } from "use-intl"
import { Skeleton } from "#components/ui/skeleton"
import { FoldSection } from "./fold-section"
import { useWorkspace } from "./playground-context"

const RequestPanel = lazy(() =>
  import("./request-panel").then((module) => ({ default: module.RequestPanel })),
)

const parts = {
  chat: ["tools", "schema", "prefix"],
  completion: ["suffix"],
  image: [],
} as const

/** What a request may hold beyond its prompt. Opens by itself when there is something. */
export function RequestSection() {
  const t = useTranslations("request")
  const mode = useWorkspace((workspace) => workspace.mode)
  const summary = useWorkspace((workspace) =>
    parts[mode]
      .filter((part) => workspace[part === "schema" ? "answerSchema" : part] !== undefined)
      .map((part) => t(`set.${part}`))
      .join(" · "),
  )
  const [choice, setChoice] = useState<boolean>()
  const isOpen = choice ?? summary !== ""
  return (
    <FoldSection
      title={t(`title.${mode}`)}
      summary={summary || t("none")}
      isOpen={isOpen}
      onToggle={() => setChoice(!isOpen)}
    >
      <Suspense fallback={<Skeleton className="h-24 w-full" />}>
        <RequestPanel />
      </Suspense>
    </FoldSection>
  )
}
