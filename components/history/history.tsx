"use client"

import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { HistorySearch } from "./history-search"
import { RunDetailPane } from "./run-detail-pane"
import { RunList } from "./run-list"
import { SelectionBar } from "./selection-bar"
import { useHistoryPlace } from "./use-history-place"
import { SelectionProvider } from "./use-selection"

/** Every run of the person, comparisons together: the list, and beside it the open run; on phones one at a time. */
export function History() {
  const t = useTranslations("history")
  const { openId } = useHistoryPlace()
  return (
    <SelectionProvider>
      <div className="flex min-h-0 flex-1">
        <h1>
          <VisuallyHidden>{t("title")}</VisuallyHidden>
        </h1>
        <section
          aria-label={t("list")}
          className={classNames(
            "flex min-h-0 w-full flex-col bg-surface md:w-100 md:shrink-0 md:border-r lg:w-110",
            openId && "max-md:hidden",
          )}
        >
          <HistorySearch />
          <RunList />
          <SelectionBar />
        </section>
        <div className={classNames("min-h-0 min-w-0 flex-1 overflow-auto", !openId && "max-md:hidden")}>
          <RunDetailPane runId={openId} />
        </div>
      </div>
    </SelectionProvider>
  )
}
