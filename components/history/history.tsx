"use client"

import { useTranslations } from "use-intl"
import { ListAndDetail } from "#components/shell/list-and-detail"
import { HistorySearch } from "./history-search"
import { RunDetailPane } from "./run-detail-pane"
import { RunList } from "./run-list"
import { SelectionBar } from "./selection-bar"
import { useHistoryPlace } from "./use-history-place"
import { SelectionProvider } from "./use-selection"

/** Every run of the person, comparisons together: the list, and beside it the open run. */
export function History() {
  const t = useTranslations("history")
  const { openId } = useHistoryPlace()
  return (
    <SelectionProvider>
      <ListAndDetail
        title={t("title")}
        listName={t("list")}
        isOpen={openId !== undefined}
        list={
          <>
            <HistorySearch />
            <RunList />
            <SelectionBar />
          </>
        }
        detail={<RunDetailPane runId={openId} />}
      />
    </SelectionProvider>
  )
}
