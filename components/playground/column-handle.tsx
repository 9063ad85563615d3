"use client"

import { type KeyboardEvent, type RefObject, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { TextInput } from "#components/ui/text-input"
import { Tooltip } from "#components/ui/tooltip"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { moveColumn, renameColumn, toggleSelected } from "#lib/client/column-edits"
import type { Column } from "#lib/client/workspace"
import { useEdit, usePlayground, useWorkspace } from "./playground-context"

interface ColumnHandleProps {
  column: Column
  name: string
  handle: RefObject<HTMLButtonElement | null>
  isRenaming: boolean
  onRenamed: () => void
}

/** A column's name: dragged, or moved by arrow keys; pressed, its settings move together with those of other pressed ones. */
export function ColumnHandle({ column, name, handle, isRenaming, onRenamed }: ColumnHandleProps) {
  const t = useTranslations("columns.handle")
  const edit = useEdit()
  const { workspace } = usePlayground()
  const isSelected = useWorkspace(({ view }) => view.selected.includes(column.id))
  const [moved, setMoved] = useState("")

  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!by || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const { columns } = workspace.getState()
    const to = columns.findIndex(({ id }) => id === column.id) + by
    if (to < 0 || to >= columns.length) return
    edit(moveColumn(column.id, to))
    setMoved(t("moved", { name, place: to + 1, count: columns.length }))
    // The browser takes the focus from what is moved in the document.
    requestAnimationFrame(() => {
      handle.current?.focus()
      handle.current?.scrollIntoView({ inline: "nearest", block: "nearest" })
    })
  }
  if (isRenaming) return <NameField column={column} name={name} onDone={onRenamed} />
  return (
    <>
      <Tooltip text={t("hint")}>
        <button
          ref={handle}
          type="button"
          aria-pressed={isSelected}
          aria-label={t("label", { name })}
          onClick={() => edit(toggleSelected(column.id))}
          onKeyDown={onKeyDown}
          className={classNames(
            "h-6 min-w-6 max-w-40 shrink-0 cursor-grab select-none truncate rounded-sm px-1.5 font-semibold text-sm pointer-coarse:h-10 pointer-coarse:min-w-10",
            isSelected ? "bg-accent text-on-accent" : "text-ink hover:bg-hover",
          )}
        >
          {name}
        </button>
      </Tooltip>
      <VisuallyHidden aria-live="polite">{moved}</VisuallyHidden>
    </>
  )
}

/** Enter and leaving keep the new name, Escape the old one; an empty one gives the letter back. */
function NameField({ column, name, onDone }: { column: Column; name: string; onDone: () => void }) {
  const t = useTranslations("columns.handle")
  const edit = useEdit()
  const [draft, setDraft] = useState(column.name ?? "")
  const isGivenUp = useRef(false)
  const keep = () => {
    if (!isGivenUp.current) edit(renameColumn(column.id, draft))
    onDone()
  }
  return (
    <TextInput
      autoFocus
      aria-label={t("rename", { name })}
      placeholder={name}
      value={draft}
      maxLength={60}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key !== "Enter" && event.key !== "Escape") return
        event.stopPropagation()
        isGivenUp.current = event.key === "Escape"
        event.currentTarget.blur()
      }}
      className="h-7 w-32"
    />
  )
}
