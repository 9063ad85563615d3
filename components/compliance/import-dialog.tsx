"use client"

import { useQueryClient } from "@tanstack/react-query"
import { type ChangeEvent, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { changeWordList, createWordList, useImportWords, wordListQuery } from "#lib/client/api/word-lists"
import { isComplete, type PlannedGroup, plannedGroups } from "#lib/client/planned-groups"
import type { WordFileReading } from "#lib/client/word-import"
import { mergedWords } from "#lib/client/word-lines"
import type { WordListSummary } from "#lib/domain/compliance/word-list-schema"
import { ImportGroup } from "./import-group"
import { ImportNotes } from "./import-notes"

type Reading = WordFileReading | { pending: true } | undefined

/** A file of words: what is in it, where it goes, and then drafts of it. */
export function ImportDialog({ lists, onClose }: { lists: WordListSummary[]; onClose: () => void }) {
  const t = useTranslations("operations.compliance")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const client = useQueryClient()
  const importing = useImportWords()
  const [reading, setReading] = useState<Reading>()
  const [groups, setGroups] = useState<PlannedGroup[]>([])

  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    if (!file) return
    setReading({ pending: true })
    const { readWordFile } = await import("#lib/client/word-import")
    const read = await readWordFile(file)
    setReading(read)
    setGroups(read.ok ? plannedGroups(read.groups, lists, file.name) : [])
  }
  const write = async ({ key: _, listId, words, name, ...settings }: PlannedGroup) => {
    if (listId === undefined)
      return createWordList({ ...settings, name, scope: "both", strict: false, words })
    const { version, latest } = await client.fetchQuery({ ...wordListQuery(listId), staleTime: 0 })
    const merged = mergedWords(latest.words, words)
    if (merged.added > 0)
      await changeWordList(listId, { version, content: { ...latest, words: merged.words } })
  }
  const act = () =>
    importing.mutate(
      groups.map((group) => async () => {
        await write(group)
        // What is written is not written twice when the rest is tried again.
        setGroups((left) => left.filter(({ key }) => key !== group.key))
      }),
      {
        onSuccess: () => {
          toast({ text: t("file.done", { count: groups.length }), tone: "ok" })
          onClose()
        },
      },
    )
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={t("file.title")}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button
            variant="primary"
            disabled={groups.length === 0 || !groups.every(isComplete)}
            busy={importing.isPending}
            onClick={act}
          >
            {t("file.do")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 text-sm">
        <label className="flex flex-col gap-1">
          {t("file.choose")}
          <input
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            // The same file can be chosen again after it was corrected.
            onClick={({ currentTarget }) => {
              currentTarget.value = ""
            }}
            onChange={(event) => void choose(event)}
            className="max-w-full text-sm file:mr-3 file:h-8 file:rounded file:border file:border-line-strong file:bg-surface file:px-3 file:text-ink"
          />
          <span className="text-ink-2 text-xs">{t("file.hint")}</span>
        </label>
        {reading === undefined ? null : "pending" in reading ? (
          <p role="status">{t("file.reading")}</p>
        ) : (
          <ImportNotes reading={reading} />
        )}
        {groups.length === 0 ? null : (
          <ul className="divide-y border-y">
            {groups.map((group, index) => (
              <ImportGroup
                key={group.key}
                group={group}
                lists={lists}
                onChange={(changed) => setGroups(groups.with(index, changed))}
              />
            ))}
          </ul>
        )}
        {importing.error ? <ErrorCard {...errorText(faultOf(importing.error))} /> : null}
      </div>
    </Dialog>
  )
}
