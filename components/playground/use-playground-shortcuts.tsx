"use client"

import { useEffect, useEffectEvent } from "react"
import { isTyping } from "#components/shell/typing"
import { toggleAllSettings } from "#lib/client/column-edits"
import { shownColumns } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { useEdit, usePlayground } from "./playground-context"
import { useColumnActions } from "./use-column-actions"
import { useRunActions } from "./use-run-actions"

/**
 * The playground's keys: Ctrl or Cmd+Enter runs, Alt+Enter runs the column with the focus, Escape stops it (all of them
 * from elsewhere, or the second time), Ctrl or Cmd+B folds the prompt; outside of fields 1 to 9 go to a column, D
 * duplicates the one with the focus, S folds or unfolds all settings.
 */
export function usePlaygroundShortcuts() {
  const { controller, workspace } = usePlayground()
  const edit = useEdit()
  const { run, stop } = useRunActions()
  const { duplicate } = useColumnActions()

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return
    if (document.querySelector("dialog[open]")) return
    const mod = event.ctrlKey || event.metaKey
    const plain = !mod && !event.altKey && !event.shiftKey
    const columnId = focusedColumn()
    const does = (action: () => void) => {
      event.preventDefault()
      action()
    }
    // While something runs, Run is not to be had: pressed twice, it would pay twice.
    if (event.key === "Enter" && mod && !event.shiftKey && !event.altKey)
      does(() => (controller.state.getState().active.size > 0 ? undefined : run()))
    else if (event.key === "Enter" && event.altKey && !mod && !event.shiftKey)
      does(() => run([columnId ?? onlyColumn() ?? ""]))
    else if (event.key === "Escape" && !isSomethingOpen(event)) {
      const { active } = controller.state.getState()
      // With nothing to stop it leads back to where one came from: all rows.
      if (active.size === 0) return edit(setView({ layout: "table", selected: [] }))
      const one = columnId !== undefined && controller.isRunning(columnId) && !controller.isStopping(columnId)
      stop(one ? [columnId] : undefined)
    } else if (event.key.toLowerCase() === "b" && mod && !event.altKey && !event.shiftKey)
      does(() => edit(setView({ promptOpen: !workspace.getState().view.promptOpen })))
    else if (plain && !isTyping(event) && !isSomethingOpen(event)) {
      const place = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1
      const column = shownColumns(workspace.getState())[place]
      if (column) does(() => goTo(column.id))
      else if (event.key.toLowerCase() === "d" && !workspace.getState().view.blind)
        does(() => duplicate(columnId))
      else if (event.key.toLowerCase() === "s") does(() => edit(toggleAllSettings()))
    }
  })
  useEffect(() => {
    window.addEventListener("keydown", onKeyDown)
    return () => window.removeEventListener("keydown", onKeyDown)
  }, [])
}

/** Where there is one column, it is meant from everywhere. */
function onlyColumn(): string | undefined {
  const columns = document.querySelectorAll<HTMLElement>("[data-column]")
  return columns.length === 1 ? columns[0]?.dataset.column : undefined
}

function focusedColumn(): string | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-column]")?.dataset.column
}

/** Brings a column into view, with the focus on its first control. */
function goTo(columnId: string) {
  const section = document.querySelector<HTMLElement>(`[data-column="${CSS.escape(columnId)}"]`)
  section?.scrollIntoView({ inline: "nearest", block: "nearest" })
  section?.querySelector<HTMLElement>("button, select, input")?.focus({ preventScroll: true })
}

/** Escape closes what floats before it stops anything. */
function isSomethingOpen(event: KeyboardEvent): boolean {
  const inMenu = event.target instanceof Element && event.target.closest("[popover], [role=menu]")
  return Boolean(inMenu) || document.querySelector("[popover=auto]:popover-open") !== null
}
