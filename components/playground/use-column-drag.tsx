"use client"

import { type RefObject, useEffect, useEffectEvent, useState } from "react"
import { moveColumn } from "#lib/client/column-edits"
import type { Edge } from "./column-drag"
import { useEdit, usePlayground, useWorkspace } from "./playground-context"

/** Lets a column be dragged by its header, and others be dropped beside it; tells at which edge one hovers. */
export function useColumnDrag(
  columnId: string,
  section: RefObject<HTMLElement | null>,
  grip: RefObject<HTMLElement | null>,
): { edge: Edge | undefined; isDragged: boolean } {
  const edit = useEdit()
  const { workspace } = usePlayground()
  const canMove = useWorkspace(({ columns, view }) => columns.length > 1 && !view.blind)
  const [edge, setEdge] = useState<Edge>()
  const [isDragged, setDragged] = useState(false)

  const onDrop = useEffectEvent((draggedId: string, dropEdge: Edge) => {
    const ids = workspace.getState().columns.map(({ id }) => id)
    const rest = ids.filter((id) => id !== draggedId)
    edit(moveColumn(draggedId, rest.indexOf(columnId) + (dropEdge === "right" ? 1 : 0)))
  })

  useEffect(() => {
    if (!canMove) return
    let detach: (() => void) | undefined
    let isGone = false
    // Nobody drags before there are two columns: its code comes then.
    void import("./column-drag").then(({ attachColumnDrag }) => {
      if (isGone || !section.current || !grip.current) return
      detach = attachColumnDrag({
        columnId,
        section: section.current,
        grip: grip.current,
        onEdge: setEdge,
        onDragged: setDragged,
        onDrop,
      })
    })
    return () => {
      isGone = true
      detach?.()
    }
  }, [canMove, columnId, section, grip])

  return { edge, isDragged }
}
