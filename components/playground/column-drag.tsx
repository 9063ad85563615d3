import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine"
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter"
import { attachClosestEdge, extractClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge"

export type Edge = "left" | "right"

/** Makes a column movable by pointer; returns the function that ends that. Keys are the handle's own matter. */
export function attachColumnDrag({
  columnId,
  section,
  grip,
  onEdge,
  onDragged,
  onDrop,
}: {
  columnId: string
  section: HTMLElement
  grip: HTMLElement
  onEdge: (edge: Edge | undefined) => void
  onDragged: (isDragged: boolean) => void
  onDrop: (draggedId: string, edge: Edge) => void
}): () => void {
  const edgeOf = (data: Record<string | symbol, unknown>): Edge | undefined => {
    const edge = extractClosestEdge(data)
    return edge === "left" || edge === "right" ? edge : undefined
  }
  return combine(
    draggable({
      element: grip,
      getInitialData: () => ({ columnId }),
      onDragStart: () => onDragged(true),
      onDrop: () => onDragged(false),
    }),
    dropTargetForElements({
      element: section,
      canDrop: ({ source }) => typeof source.data.columnId === "string" && source.data.columnId !== columnId,
      getData: ({ input, element }) =>
        attachClosestEdge({ columnId }, { input, element, allowedEdges: ["left", "right"] }),
      onDrag: ({ self }) => onEdge(edgeOf(self.data)),
      onDragLeave: () => onEdge(undefined),
      onDrop: ({ self, source }) => {
        onEdge(undefined)
        const edge = edgeOf(self.data)
        if (edge) onDrop(String(source.data.columnId), edge)
      },
    }),
  )
}
