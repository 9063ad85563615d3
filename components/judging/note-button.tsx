"use client"

import { NotebookPen } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useModKey } from "#components/shell/mod-key"
import { Button } from "#components/ui/button"
import { Kbd } from "#components/ui/kbd"
import { Popover } from "#components/ui/popover"
import { TextArea } from "#components/ui/text-area"
import { useLatest } from "#components/ui/use-latest"

interface NoteButtonProps {
  name: string
  note: string
  onNote: (note: string) => void
}

/** A note on an output, written beside it. Kept when it is left in any way: nothing is asked. */
export function NoteButton({ name, note, onNote }: NoteButtonProps) {
  const t = useTranslations("judging")
  return (
    <Popover
      label={t("noteOn", { name })}
      className="w-80 p-2"
      trigger={(trigger) => (
        <Button
          {...trigger}
          size="sm"
          variant="ghost"
          aria-label={t("noteOn", { name })}
          title={note || t("noteOn", { name })}
        >
          <NotebookPen aria-hidden size={14} className={note ? "text-accent-ink" : undefined} />
          {note ? t("note") : null}
        </Button>
      )}
    >
      {(close) => <NoteField name={name} note={note} onNote={onNote} onClose={close} />}
    </Popover>
  )
}

function NoteField({ name, note, onNote, onClose }: NoteButtonProps & { onClose: () => void }) {
  const t = useTranslations("judging")
  const modKey = useModKey()
  const [draft, setDraft] = useState(note)
  const kept = useRef(note)
  const keep = () => {
    if (draft === kept.current) return
    kept.current = draft
    onNote(draft)
  }
  const latestKeep = useLatest(keep)
  // Closing takes the field away, with or without a blur before it.
  useEffect(() => () => latestKeep.current(), [latestKeep])
  return (
    <>
      <TextArea
        data-autofocus
        aria-label={t("noteOn", { name })}
        placeholder={t("notePlaceholder")}
        rows={3}
        autoGrow
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing || event.keyCode === 229) return
          if (!event.ctrlKey && !event.metaKey) return
          // Here it keeps the note, and does not run.
          event.preventDefault()
          event.stopPropagation()
          keep()
          onClose()
        }}
        className="block max-h-60 text-sm!"
      />
      <p className="mt-1.5 flex items-center gap-1.5 text-ink-3 text-xs">
        <Kbd>{modKey} Enter</Kbd>
        {t("noteHint")}
      </p>
    </>
  )
}
