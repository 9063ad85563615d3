"use client"

import { memo, Suspense, useRef } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { Column as ColumnData } from "#lib/client/workspace"
import { ColumnHeader } from "./column-header"
import { PicturePane } from "./lazy-images"
import { OutputPane } from "./output-pane"
import { useIsImage, useWorkspace } from "./playground-context"
import { RunAnnouncer } from "./run-announcer"
import { SettingsPanel } from "./settings-panel"
import { useColumnDrag } from "./use-column-drag"

/** One setting to try: its model and settings, and what came of it. */
export const Column = memo(function Column({ column, name }: { column: ColumnData; name: string }) {
  const t = useTranslations("playground")
  const isImage = useIsImage()
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const isOpen = useWorkspace(({ view }) => view.openSettings.includes(column.id))
  const isAlone = useWorkspace(({ columns }) => columns.length === 1)
  const section = useRef<HTMLElement>(null)
  const header = useRef<HTMLElement>(null)
  const { edge, isDragged } = useColumnDrag(column.id, section, header)
  return (
    <section
      ref={section}
      aria-label={t("column", { name })}
      data-column={column.id}
      className={classNames(
        "@container relative flex min-w-0 grow flex-col max-lg:w-full max-lg:shrink-0 max-lg:snap-start lg:min-h-0 lg:basis-0 lg:border-l lg:first:border-l-0",
        isAlone ? null : "lg:min-w-80",
        isDragged ? "opacity-60" : null,
      )}
    >
      <ColumnHeader ref={header} column={column} name={name} />
      <div className="flex min-h-0 grow flex-col @[720px]:grid @[720px]:grid-cols-[minmax(0,1fr)_auto] @[720px]:grid-rows-[minmax(0,1fr)]">
        {isOpen && !isBlind ? <SettingsPanel column={column} name={name} /> : null}
        {isImage ? (
          <Suspense fallback={<div className="min-h-[75dvh] grow bg-surface lg:min-h-0" />}>
            <PicturePane column={column} name={name} />
          </Suspense>
        ) : (
          <OutputPane column={column} name={name} />
        )}
      </div>
      <RunAnnouncer column={column} name={name} />
      {edge ? (
        <span
          aria-hidden
          className={classNames(
            "pointer-events-none absolute inset-y-0 z-10 w-0.5 bg-accent-strong",
            edge === "left" ? "left-0" : "right-0",
          )}
        />
      ) : null}
    </section>
  )
})
