"use client"

import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useRef,
} from "react"
import { addRow, newRow } from "#lib/client/variables-edits"
import { isSpreadsheetPaste } from "#lib/client/variables-paste"
import type { TablePartsProps } from "./table-parts"

interface Place {
  row: number
  column: number
}

interface GridKeysOptions {
  props: TablePartsProps
  scroller: RefObject<HTMLElement | null>
  scrollToRow: (index: number) => void
  onActiveRow: (index: number) => void
}

/**
 * The keys of the table. A cell that was reached by a key is selected as a whole: typing replaces it, arrows go on to
 * the next cell. F2, a click, Home or End set the caret; then arrows move it, and leave the cell where it cannot
 * move. Enter goes down (below the last row it makes a new one, unless that row is empty), Shift+Enter is a line
 * break, Tab goes to the next cell. Keys that an input method uses are left to it.
 */
export function useGridKeys({ props, scroller, scrollToRow, onActiveRow }: GridKeysOptions) {
  const { variables, columns, onChange, actions } = props
  /** Where the focus shall go once its row is in the page. */
  const pending = useRef<Place>(undefined)
  const isByKey = useRef(false)

  const focus = ({ row, column }: Place): boolean => {
    const cell = scroller.current?.querySelector<HTMLTextAreaElement>(
      `textarea[data-cell-row="${row}"][data-cell-column="${column}"]`,
    )
    cell?.focus()
    cell?.select()
    return cell !== undefined && cell !== null
  }
  const goTo = (row: number, column: number) => {
    const place = {
      row: Math.min(Math.max(row, 0), variables.rows.length - 1),
      column: Math.min(Math.max(column, 0), columns.length - 1),
    }
    pending.current = focus(place) ? undefined : place
    if (pending.current) scrollToRow(place.row)
  }
  // Each render may bring the row.
  useEffect(() => {
    if (pending.current && focus(pending.current)) pending.current = undefined
  })

  const onEnter = ({ row, column }: Place) => {
    const isFilled = Object.values(variables.rows[row]?.values ?? {}).some((value) => value !== "")
    if (row < variables.rows.length - 1) return goTo(row + 1, column)
    if (!isFilled) return
    const next = addRow(variables, row + 1, newRow())
    if (next === variables) return
    onChange(next)
    pending.current = { row: row + 1, column }
    requestAnimationFrame(() => scrollToRow(row + 1))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const cell = cellOf(event.target)
    if (!cell || event.nativeEvent.isComposing || event.keyCode === 229) return
    isByKey.current = event.key === "Tab"
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const { row, column } = placeOf(cell)
    if (event.key === "Enter") {
      event.preventDefault()
      return onEnter({ row, column })
    }
    if (event.key === "F2") {
      event.preventDefault()
      return cell.setSelectionRange(cell.value.length, cell.value.length)
    }
    const step = steps[event.key]
    if (!step) return
    const leave = () => goTo(row + step[0], column + step[1])
    const before = cell.selectionStart
    const isWhole = before === 0 && cell.selectionEnd === cell.value.length
    if (isWhole || (step[0] !== 0 && isOneLine(cell))) {
      event.preventDefault()
      leave()
    } else if (cell.selectionStart === cell.selectionEnd) {
      // The browser knows best where the caret can go; where it has not moved, it is at an edge.
      requestAnimationFrame(() => {
        if (document.activeElement === cell && cell.selectionStart === before) leave()
      })
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const cell = cellOf(event.target)
    if (!cell) return
    const place = { ...placeOf(cell), columns }
    const text = event.clipboardData.getData("text/plain")
    if (isSpreadsheetPaste(text, event.clipboardData.getData("text/html"))) {
      event.preventDefault()
      actions.paste(place, text)
    } else if (text.trim().includes("\n")) actions.offerRows(place, text)
  }
  const onFocus = (event: FocusEvent) => {
    const cell = cellOf(event.target)
    if (!cell) return
    onActiveRow(placeOf(cell).row)
    if (isByKey.current) cell.select()
  }
  const onPointerDown = () => {
    isByKey.current = false
    pending.current = undefined
  }
  return { handlers: { onKeyDown, onPaste, onFocus, onPointerDown } }
}

const steps: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
}

function cellOf(target: EventTarget): HTMLTextAreaElement | undefined {
  return target instanceof HTMLTextAreaElement && target.dataset.cellColumn !== undefined ? target : undefined
}

function placeOf(cell: HTMLTextAreaElement): Place {
  return { row: Number(cell.dataset.cellRow), column: Number(cell.dataset.cellColumn) }
}

/** True when up and down have nowhere to go inside the cell. */
function isOneLine(cell: HTMLTextAreaElement): boolean {
  return cell.scrollHeight < 2 * Number.parseFloat(getComputedStyle(cell).lineHeight) + 8
}
