"use client"

import { type KeyboardEvent, type RefObject, useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { Column } from "#lib/client/workspace"
import { ColumnDot } from "./column-dot"

/** On a narrow screen one column is shown at a time: chosen here, or by swiping. */
export function ColumnTabs({
  columns,
  names,
  strip,
}: {
  columns: Column[]
  names: Map<string, string>
  strip: RefObject<HTMLElement | null>
}) {
  const t = useTranslations("columns.tabs")
  const [shownId, setShownId] = useState(columns[0]?.id)
  const ids = columns.map(({ id }) => id).join(" ")

  useEffect(() => {
    const root = strip.current
    if (!root) return
    const observer = new IntersectionObserver(
      (entries) => {
        const seen = entries.find(({ isIntersecting }) => isIntersecting)?.target
        if (seen instanceof HTMLElement) setShownId(seen.dataset.column)
      },
      { root, threshold: 0.6 },
    )
    for (const id of ids.split(" ")) {
      const section = root.querySelector(`[data-column="${CSS.escape(id)}"]`)
      if (section) observer.observe(section)
    }
    return () => observer.disconnect()
  }, [ids, strip])

  const show = (id: string) => {
    setShownId(id)
    const section = strip.current?.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"]`)
    strip.current?.scrollTo({ left: section?.offsetLeft ?? 0, behavior: "smooth" })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!by) return
    event.preventDefault()
    const at = columns.findIndex(({ id }) => id === shownId)
    const next = columns[(at + by + columns.length) % columns.length]
    if (!next) return
    show(next.id)
    document.getElementById(tabId(next.id))?.focus()
  }
  return (
    <div
      role="tablist"
      aria-label={t("label")}
      onKeyDown={onKeyDown}
      className="sticky top-0 z-10 order-2 flex shrink-0 overflow-x-auto border-b bg-surface px-2 lg:hidden"
    >
      {columns.map((column) => {
        const isShown = column.id === shownId
        return (
          <button
            key={column.id}
            id={tabId(column.id)}
            type="button"
            role="tab"
            data-tab={column.id}
            aria-selected={isShown}
            tabIndex={isShown ? 0 : -1}
            onClick={() => show(column.id)}
            className={classNames(
              "flex min-h-10 min-w-11 shrink-0 items-center justify-center gap-1.5 border-b-2 px-3 font-semibold text-sm",
              isShown ? "border-accent-strong text-ink" : "border-transparent text-ink-3",
            )}
          >
            {names.get(column.id)}
            <ColumnDot column={column} />
          </button>
        )
      })}
    </div>
  )
}

function tabId(columnId: string): string {
  return `tab-${columnId}`
}
