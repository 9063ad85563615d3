"use client"

import { useDeferredValue, useMemo, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useActivateWordList, useSaveWordList } from "#lib/client/api/word-lists"
import { readWordLines } from "#lib/client/word-lines"
import type { WordListDetail } from "#lib/domain/compliance/word-list-schema"
import { type ListSettings, WordListFields } from "./word-list-fields"
import { WordTest } from "./word-test"
import { WordsField } from "./words-field"

const blank: ListSettings = {
  name: "",
  category: "",
  language: "",
  action: "mask",
  scope: "both",
  strict: false,
}

/** A list to be written: its settings, its words, a test before anything is at work. */
export function WordListEditor({ list, onClose }: { list?: WordListDetail; onClose: () => void }) {
  const t = useTranslations("operations.compliance")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const save = useSaveWordList()
  const activate = useActivateWordList()
  const [settings, setSettings] = useState<ListSettings>(list ? settingsOf(list.latest) : blank)
  const [text, setText] = useState(list?.latest.words.join("\n") ?? "")
  const [isAsked, setAsked] = useState(false)
  // Ten thousand lines are read beside the typing.
  const deferred = useDeferredValue(text)
  const lines = useMemo(() => readWordLines(deferred), [deferred])
  const content = { ...settings, words: lines.words }
  const isFaulty =
    settings.name.trim() === "" ||
    settings.category.trim() === "" ||
    lines.words.length === 0 ||
    lines.tooLong.length > 0 ||
    lines.tooMany !== undefined
  const name = settings.name.trim()

  const submit = (andActivate: boolean) => {
    setAsked(true)
    if (isFaulty || text !== deferred) return
    const done = (sentence: string) => {
      toast({ text: sentence, tone: "ok" })
      onClose()
    }
    save.mutate(
      { id: list?.id, version: list?.version ?? 1, content },
      {
        onSuccess: ({ id, version }) =>
          andActivate
            ? activate.mutate({ id, version }, { onSuccess: () => done(t("activated", { name })) })
            : done(t("saved", { name })),
      },
    )
  }
  const fault = save.error ?? activate.error
  const shownFault = fault && faultOf(fault)
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={list ? t("editTitle", { name: list.name }) : t("newTitle")}
      actions={
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button busy={save.isPending} onClick={() => submit(false)}>
            {t("save")}
          </Button>
          <Button variant="primary" busy={save.isPending || activate.isPending} onClick={() => submit(true)}>
            {t("saveAndActivate")}
          </Button>
        </div>
      }
    >
      <div className="flex flex-col gap-4">
        <WordListFields settings={settings} onChange={setSettings} isAsked={isAsked} />
        <WordsField text={text} onChange={setText} lines={lines} isAsked={isAsked} />
        <WordTest draft={{ listId: list?.id, content: isFaulty ? undefined : content }} />
        {shownFault ? (
          <ErrorCard
            {...errorText(shownFault)}
            {...(shownFault.code === "conflict" ? { hint: t("conflict") } : {})}
          />
        ) : null}
      </div>
    </Dialog>
  )
}

function settingsOf({ words: _, ...settings }: WordListDetail["latest"]): ListSettings {
  return settings
}
