"use client"

import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react"

interface Place {
  row: number
  column: number
}

interface CellFocusOptions {
  scroller: RefObject<HTMLElement | null>
  rowCount: number
  columnCount: number
  scrollToRow: (index: number) => void
  /** Not called for column 0, the head of the row. */
  onOpen: (row: number, column: number) => void
}

/**
 * One cell is in the tab order; arrows, Home, End (with Ctrl: of the table) and Page Up, Page Down move on from it,
 * Enter opens it. A click opens it too, unless it selects text or acts on something inside.
 */
export function useCellFocus({ scroller, rowCount, columnCount, scrollToRow, onOpen }: CellFocusOptions) {
  const [place, setPlace] = useState<Place>({ row: 0, column: 1 })
  const active = clamp(place)
  /** Where the focus shall go once its row is in the page. */
  const pending = useRef<Place>(undefined)

  function clamp({ row, column }: Place): Place {
    return {
      row: Math.min(Math.max(row, 0), rowCount - 1),
      column: Math.min(Math.max(column, 0), columnCount - 1),
    }
  }
  const focus = ({ row, column }: Place): boolean => {
    const cell = scroller.current?.querySelector<HTMLElement>(
      `[data-cell-row="${row}"][data-cell-column="${column}"]`,
    )
    cell?.focus()
    return Boolean(cell)
  }
  // Each render may bring the row.
  useEffect(() => {
    if (pending.current && focus(pending.current)) pending.current = undefined
  })
  const goTo = (wanted: Place) => {
    const next = clamp(wanted)
    setPlace(next)
    pending.current = focus(next) ? undefined : next
    if (pending.current) scrollToRow(next.row)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // Keys of a control inside a cell are its own.
    if (!cellOf(event.target) || event.altKey || event.shiftKey || event.metaKey) return
    const { row, column } = active
    if (event.key === "Enter" && !event.ctrlKey && column > 0) {
      event.preventDefault()
      return onOpen(row, column)
    }
    const next = nextPlace(event.key, active, event.ctrlKey)
    if (!next) return
    event.preventDefault()
    goTo(next)
  }
  const onFocus = (event: FocusEvent) => {
    const cell = event.target.closest<HTMLElement>("[data-cell-row][data-cell-column]")
    if (cell) setPlace(placeOf(cell))
  }
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement
    const cell = target.closest<HTMLElement>("[data-cell-row][data-cell-column]")
    const isInside = target.closest("a, button, input, select, textarea, summary, label")
    if (!cell || isInside || window.getSelection()?.isCollapsed === false) return
    const { row, column } = placeOf(cell)
    if (column > 0) onOpen(row, column)
  }
  return { active, handlers: { onKeyDown, onFocus, onClick } }
}

/** How many rows a page is, for the keys. */
const page = 10

function nextPlace(key: string, { row, column }: Place, isTable: boolean): Place | undefined {
  const last = Number.MAX_SAFE_INTEGER
  switch (key) {
    case "ArrowUp":
      return { row: isTable ? 0 : row - 1, column }
    case "ArrowDown":
      return { row: isTable ? last : row + 1, column }
    case "ArrowLeft":
      return { row, column: isTable ? 0 : column - 1 }
    case "ArrowRight":
      return { row, column: isTable ? last : column + 1 }
    case "Home":
      return { row: isTable ? 0 : row, column: 0 }
    case "End":
      return { row: isTable ? last : row, column: last }
    case "PageUp":
      return { row: row - page, column }
    case "PageDown":
      return { row: row + page, column }
    default:
      return undefined
  }
}

function cellOf(target: EventTarget): HTMLElement | undefined {
  return target instanceof HTMLElement && target.dataset.cellColumn !== undefined ? target : undefined
}

function placeOf(cell: HTMLElement): Place {
  return { row: Number(cell.dataset.cellRow), column: Number(cell.dataset.cellColumn) }
}
