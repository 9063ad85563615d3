"use client"

import { type ReactNode, useRef } from "react"
import { Button, type ButtonVariant } from "#components/ui/button"
import { takenFormats } from "#lib/domain/image-format"

const types = takenFormats.map((format) => `image/${format}`).join()

/** A button that lets a picture be chosen from this device. */
export function InitImageChooser({
  children,
  variant,
  onFile,
}: {
  children: ReactNode
  variant?: ButtonVariant
  onFile: (file: File) => void
}) {
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button size="sm" variant={variant} onClick={() => picker.current?.click()}>
        {children}
      </Button>
      <input
        ref={picker}
        type="file"
        accept={types}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file once more is a choice too.
          event.target.value = ""
          if (file) onFile(file)
        }}
      />
    </>
  )
}
