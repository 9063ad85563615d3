"use client"

import { useEffect, useState } from "react"
import { useLatest } from "#components/ui/use-latest"

/**
 * Calls for files that are dropped or pasted anywhere on the page, unless something on it has taken them or a dialog is
 * open; tells whether files are dragged over the page just now.
 */
export function useDroppedFiles(onFiles: (files: File[]) => void): boolean {
  const [isOver, setOver] = useState(false)
  const latest = useLatest(onFiles)
  useEffect(() => {
    const leave = new AbortController()
    const options = { signal: leave.signal }
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return
      const isElsewhere = event.defaultPrevented || isDialogOpen()
      setOver(!isElsewhere)
      if (isElsewhere) return
      event.preventDefault()
      event.dataTransfer.dropEffect = "copy"
    }
    const onDragLeave = (event: DragEvent) => {
      // Only out of the window there is nothing that is entered instead.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0 || event.defaultPrevented || isDialogOpen()) return
      event.preventDefault()
      latest.current(files)
    }
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith("image/"))
      if (files.length === 0 || event.defaultPrevented || isDialogOpen() || isForField(event)) return
      event.preventDefault()
      latest.current(files)
    }
    window.addEventListener("dragover", onDragOver, options)
    window.addEventListener("dragleave", onDragLeave, options)
    window.addEventListener("drop", onDrop, options)
    window.addEventListener("paste", onPaste, options)
    return () => leave.abort()
  }, [latest])
  return isOver
}

const isDialogOpen = (): boolean => document.querySelector("dialog[open]") !== null

/** A text field wants what is pasted when there are words in it: programs copy them along with a picture. */
function isForField({ target, clipboardData }: ClipboardEvent): boolean {
  const isField =
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea"))
  return isField && (clipboardData?.getData("text/plain") ?? "") !== ""
}
