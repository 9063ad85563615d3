"use client"

import { PanelLeftClose, PanelLeftOpen, Plus } from "lucide-react"
import { lazy, Suspense, useId } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { setView } from "#lib/client/workspace-edits"
import { maxColumns } from "#lib/domain/setup"
import { CompareMenu } from "./compare-menu"
import { HandOn, loadComparison, RowStepper, SameInAll } from "./lazy-comparison"
import { ImageBar } from "./lazy-images"
import { useEdit, useIsComparison, useIsImage, useWorkspace } from "./playground-context"
import { RunButtons } from "./run-buttons"
import { RunSettings } from "./run-settings"
import { SaveButton } from "./save-button"
import { useColumnActions } from "./use-column-actions"
import { useObstacleText } from "./use-obstacle-text"

const ReadingSwitch = lazy(() =>
  import("./reading-switch").then((module) => ({ default: module.ReadingSwitch })),
)

/** What concerns all columns: another one, how they are read together, and what they share. */
export function CompareBar() {
  const t = useTranslations("columns.bar")
  const edit = useEdit()
  const { duplicate } = useColumnActions()
  const isImage = useIsImage()
  const isComparison = useIsComparison()
  const isPromptOpen = useWorkspace(({ view }) => view.promptOpen)
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const hasResults = useWorkspace(({ columns }) =>
    columns.some(({ results }) => Object.keys(results).length > 0),
  )
  const hasRows = useWorkspace(({ variables }) => variables.rows.length > 1)
  // Where nothing is asked there is nothing to hand on: its code can wait.
  const hasPrompt = useWorkspace(({ promptText, turns }) => promptText || turns.some(({ text }) => text))
  const isFull = useWorkspace(({ columns }) => columns.length >= maxColumns)
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 @container/bar order-1 border-b bg-surface py-1.5 pr-2 pl-2">
      <IconButton
        label={t(isPromptOpen ? "hidePrompt" : "showPrompt")}
        shortcut="Mod+B"
        onClick={() => edit(setView({ promptOpen: !isPromptOpen }))}
        className="max-lg:hidden!"
      >
        {isPromptOpen ? <PanelLeftClose aria-hidden size={16} /> : <PanelLeftOpen aria-hidden size={16} />}
      </IconButton>
      {isPromptOpen ? null : <FoldedRun />}
      {isBlind || !(isComparison || hasResults) ? null : (
        // A difference names its baseline, a time or a token gives a setting away.
        <Suspense fallback={<span className="h-7 w-48" />}>
          <ReadingSwitch />
        </Suspense>
      )}
      <Suspense>
        {hasRows ? <RowStepper /> : null}
        {isComparison && !isBlind ? <SameInAll /> : null}
      </Suspense>
      <span className="ml-auto flex shrink-0 items-center gap-1">
        <Button
          variant="ghost"
          size="sm"
          aria-disabled={isFull || isBlind}
          onPointerEnter={loadComparison}
          onFocus={loadComparison}
          title={isFull ? t("full", { max: maxColumns }) : isBlind ? t("blindFirst") : undefined}
          onClick={() => (isFull || isBlind ? undefined : duplicate())}
        >
          <Plus aria-hidden size={14} />
          {t("add")}
        </Button>
        {isImage ? (
          <Suspense>
            <ImageBar />
          </Suspense>
        ) : null}
        <SaveButton />
        {hasPrompt ? (
          <Suspense fallback={<span className="w-17" />}>
            <HandOn />
          </Suspense>
        ) : null}
        <CompareMenu />
      </span>
    </div>
  )
}

/** Run and Stop stay at hand while the prompt, where they stand otherwise, is folded. */
function FoldedRun() {
  const reasonId = useId()
  const reason = useObstacleText()
  return (
    <span title={reason} className="hidden shrink-0 gap-1 lg:flex">
      <RunButtons size="sm" reasonId={reason ? reasonId : undefined} />
      {reason ? <VisuallyHidden id={reasonId}>{reason}</VisuallyHidden> : null}
      <RunSettings />
    </span>
  )
}
