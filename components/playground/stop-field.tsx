"use client"

import { type KeyboardEvent, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { RemovableChip } from "#components/ui/chip"
import { TextInput } from "#components/ui/text-input"
import { readEscapes, showEscapes } from "#lib/client/stop-text"
import { FieldHead, type FieldProps } from "./field-head"

/** A list of texts, as chips; \n is a line break and shown as ↵. */
export function StopField({
  values,
  maxItems,
  maxChars,
  ...props
}: FieldProps & { values: string[]; maxItems: number; maxChars: number }) {
  const t = useTranslations("parameters")
  const [draft, setDraft] = useState("")
  const isFull = values.length >= maxItems
  const add = () => {
    const text = readEscapes(draft)
    if (text === "" || isFull) return
    if (!values.includes(text)) props.onChange([...values, text])
    setDraft("")
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    add()
  }
  return (
    <>
      <FieldHead {...props} />
      {values.length > 0 ? (
        <ul aria-label={props.label} className="my-1 flex flex-wrap gap-1">
          {values.map((text) => (
            <li key={text}>
              <RemovableChip
                removeLabel={t("stop.remove", { text: showEscapes(text) })}
                onRemove={() => props.onChange(values.filter((other) => other !== text))}
              >
                <code>{showEscapes(text)}</code>
              </RemovableChip>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="mt-1 flex gap-1.5">
        <TextInput
          aria-label={t("stop.add")}
          aria-describedby={props.noteId}
          placeholder={isFull ? t("stop.full", { max: maxItems }) : t("stop.placeholder")}
          value={draft}
          maxLength={maxChars}
          disabled={isFull}
          spellCheck={false}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-7! min-w-0 grow font-mono text-xs!"
        />
        <Button size="sm" onClick={add} disabled={isFull || draft === ""}>
          {t("stop.submit")}
        </Button>
      </div>
    </>
  )
}
