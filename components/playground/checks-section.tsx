"use client"

import { lazy, Suspense, useState } from "react"
import { useTranslations } from "use-intl"
import type { ServerCheckProblem } from "#components/checks/checks-editor"
import { Skeleton } from "#components/ui/skeleton"
import { FoldSection } from "./fold-section"
import { useWorkspace } from "./playground-context"

const ChecksKeeper = lazy(() =>
  import("./checks-keeper").then((module) => ({ default: module.ChecksKeeper })),
)
const ChecksPanel = lazy(() => import("./checks-panel").then((module) => ({ default: module.ChecksPanel })))

/** What an output has to fulfil. */
export function ChecksSection() {
  const t = useTranslations("columns.checks")
  const count = useWorkspace(({ checks }) => checks.length)
  const [isOpen, setOpen] = useState(false)
  const [problems, setProblems] = useState<ServerCheckProblem[]>([])
  return (
    <>
      {count > 0 ? (
        <Suspense>
          <ChecksKeeper onProblems={setProblems} />
        </Suspense>
      ) : null}
      <FoldSection
        title={t("title")}
        summary={count === 0 ? t("none") : t("summary", { count })}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
      >
        <Suspense fallback={<Skeleton className="h-16 w-full" />}>
          <ChecksPanel problems={problems} />
        </Suspense>
      </FoldSection>
    </>
  )
}
