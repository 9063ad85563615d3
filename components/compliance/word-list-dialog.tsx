"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { wordListQuery } from "#lib/client/api/word-lists"
import { WordListEditor } from "./word-list-editor"

/** Opens a list for editing, or a new one where no id is given. */
export function WordListDialog({ id, onClose }: { id?: string; onClose: () => void }) {
  return id === undefined ? <WordListEditor onClose={onClose} /> : <LoadedList id={id} onClose={onClose} />
}

function LoadedList({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("operations.compliance")
  const common = useTranslations("common")
  const errorText = useErrorText()
  // Read once: what somebody else changes meanwhile is said when it is saved, not put under one's hands.
  const list = useQuery({ ...wordListQuery(id), staleTime: Number.POSITIVE_INFINITY, gcTime: 0 })
  if (list.data) return <WordListEditor list={list.data} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} size="lg" title={t("edit")}>
      {list.error ? (
        <ErrorCard {...errorText(faultOf(list.error))} />
      ) : (
        <div role="status" aria-label={common("loading")} className="flex flex-col gap-3">
          <Skeleton className="h-24" />
          <Skeleton className="h-48" />
        </div>
      )}
    </Dialog>
  )
}
