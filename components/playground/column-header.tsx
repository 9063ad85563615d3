"use client"

import { SlidersHorizontal } from "lucide-react"
import { lazy, type RefObject, Suspense, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { IconButton } from "#components/ui/icon-button"
import { toggleSettings } from "#lib/client/column-edits"
import { baselineOf, type Column } from "#lib/client/workspace"
import { ColumnMenu } from "./column-menu"
import { ColumnChips, ColumnHandle, OverrideBadges } from "./lazy-comparison"
import { ModelSelect } from "./model-select"
import { useConnections, useEdit, useIsComparison, useWorkspace } from "./playground-context"

const SettingsSummary = lazy(() =>
  import("./settings-summary").then((module) => ({ default: module.SettingsSummary })),
)

interface ColumnHeaderProps {
  column: Column
  name: string
  /** The whole header is where a column is dragged by. */
  ref?: RefObject<HTMLElement | null>
}

/** A column's name, its model, its settings at a glance, and its menu. Judged blind, it has a number only. */
export function ColumnHeader({ column, name, ref }: ColumnHeaderProps) {
  const t = useTranslations("parameters")
  const playground = useTranslations("playground")
  const common = useTranslations("common")
  const edit = useEdit()
  const isOpen = useWorkspace(({ view }) => view.openSettings.includes(column.id))
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const isBaseline = useWorkspace((workspace) => baselineOf(workspace)?.id === column.id)
  const isComparison = useIsComparison()
  const handle = useRef<HTMLButtonElement>(null)
  const [isRenaming, setRenaming] = useState(false)
  const { connections } = useConnections()
  const isSandbox = connections.find(({ id }) => id === column.connectionId)?.provider === "sandbox"
  const plainName = (
    <span aria-hidden className="px-1.5 font-semibold text-ink text-sm">
      {name}
    </span>
  )
  if (isBlind)
    return (
      <header className="flex h-11 shrink-0 items-center border-b bg-surface px-4 font-semibold text-sm">
        {name}
      </header>
    )
  return (
    <header ref={ref} className="shrink-0 border-b bg-surface">
      <div className="flex h-11 items-center gap-1.5 pr-2 pl-2.5">
        {isComparison ? (
          <Suspense fallback={plainName}>
            <ColumnHandle
              column={column}
              name={name}
              handle={handle}
              isRenaming={isRenaming}
              onRenamed={() => {
                setRenaming(false)
                requestAnimationFrame(() => handle.current?.focus())
              }}
            />
          </Suspense>
        ) : (
          plainName
        )}
        <ModelSelect column={column} />
        {isSandbox ? (
          <span title={playground("sandboxHint")} className="hidden @[24rem]:inline shrink-0">
            <Badge>{common("sandbox")}</Badge>
          </span>
        ) : null}
        {isComparison ? (
          <Suspense>
            <OverrideBadges column={column} />
          </Suspense>
        ) : null}
        <span className="ml-auto flex shrink-0 items-center">
          <IconButton
            label={t(isOpen ? "hideSettings" : "showSettings")}
            aria-expanded={isOpen}
            onClick={() => edit(toggleSettings(column.id))}
          >
            <SlidersHorizontal aria-hidden size={16} />
          </IconButton>
          <ColumnMenu column={column} name={name} onRename={() => setRenaming(true)} />
        </span>
      </div>
      {isComparison ? (
        <Suspense fallback={<div className="h-8" />}>
          <ColumnChips columnId={column.id} isBaseline={isBaseline} />
        </Suspense>
      ) : isOpen ? null : (
        <Suspense fallback={<div className="h-7" />}>
          <SettingsSummary column={column} />
        </Suspense>
      )}
    </header>
  )
}
