"use client"

import { type DragEvent, useRef, useState } from "react"

/** Lets a file be dropped on an element; dragged text passes, so that it can be dropped into a field. */
export function useFileDrop(onFile: (file: File) => void) {
  const [isOver, setIsOver] = useState(false)
  // Entering a child comes before leaving its parent.
  const depth = useRef(0)
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes("Files")
  const leave = () => {
    depth.current = 0
    setIsOver(false)
  }
  const handlers = {
    onDragEnter: (event: DragEvent) => {
      if (!hasFile(event)) return
      depth.current++
      setIsOver(true)
    },
    onDragOver: (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = "copy"
    },
    onDragLeave: (event: DragEvent) => {
      if (!hasFile(event)) return
      depth.current--
      if (depth.current <= 0) leave()
    },
    onDrop: (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      leave()
      const file = event.dataTransfer.files[0]
      if (file) onFile(file)
    },
  }
  return { isOver, handlers }
}
