"use client"

import { useQuery } from "@tanstack/react-query"
import { FileInput, ListFilter, Plus } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { faultOf } from "#lib/client/api/fault-of"
import { wordListsQuery } from "#lib/client/api/word-lists"
import { FoundCounts } from "./found-counts"
import { ImportDialog } from "./import-dialog"
import { DeleteListDialog } from "./word-list-delete"
import { WordListDialog } from "./word-list-dialog"
import { type ListAction, WordListRow } from "./word-list-row"
import { WordTest } from "./word-test"

/** The lists of the word filter, for admins: what is at work, drafts, a test of any text, what was found lately. */
export function ComplianceSettings() {
  const t = useTranslations("operations.compliance")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const lists = useQuery(wordListsQuery())
  const [action, setAction] = useState<ListAction | { kind: "new" } | { kind: "import" }>()
  if (lists.isPending)
    return (
      <div role="status" aria-label={common("loading")} className="flex flex-col gap-2">
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </div>
    )
  if (lists.isError)
    return (
      <ErrorCard
        {...errorText(faultOf(lists.error))}
        actions={
          <Button size="sm" onClick={() => lists.refetch()}>
            {common("retry")}
          </Button>
        }
      />
    )
  const close = () => setAction(undefined)
  const chosen = action && "list" in action ? action.list : undefined
  const make = (
    <>
      <Button onClick={() => setAction({ kind: "import" })}>
        <FileInput aria-hidden size={14} />
        {t("import")}
      </Button>
      <Button onClick={() => setAction({ kind: "new" })}>
        <Plus aria-hidden size={14} />
        {t("new")}
      </Button>
    </>
  )
  return (
    <div className="flex flex-col gap-6">
      {lists.data.lists.length === 0 ? (
        <EmptyState
          icon={<ListFilter aria-hidden size={20} />}
          title={t("empty")}
          actions={make}
          className="border-y"
        >
          {t("emptyHint")}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-3">
          <ul className="divide-y border-y">
            {lists.data.lists.map((list) => (
              <WordListRow key={list.id} list={list} onAction={setAction} />
            ))}
          </ul>
          <div className="flex flex-wrap gap-2">{make}</div>
        </div>
      )}
      {lists.data.lists.length === 0 ? null : <WordTest />}
      <FoundCounts counts={lists.data.counts} />
      {action?.kind === "new" ? <WordListDialog onClose={close} /> : null}
      {action?.kind === "import" ? <ImportDialog lists={lists.data.lists} onClose={close} /> : null}
      {action?.kind === "edit" && chosen ? <WordListDialog id={chosen.id} onClose={close} /> : null}
      {action?.kind === "delete" && chosen ? <DeleteListDialog list={chosen} onClose={close} /> : null}
    </div>
  )
}
