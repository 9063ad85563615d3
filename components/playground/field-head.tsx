"use client"

import type { ReactNode } from "react"
import type { ParameterValue } from "#lib/domain/parameters"

/** What the control of every kind of parameter takes. */
export interface FieldProps {
  label: string
  /** False: the provider's default holds, and the value waits. */
  isOn: boolean
  /** Drawn without the accent: off, or without effect. */
  isMuted: boolean
  isInvalid: boolean
  noteId: string
  /** Changing the value also switches the parameter on. */
  onChange: (value: ParameterValue) => void
  /** Whether it is sent; belongs beside the label. */
  sendSwitch: ReactNode
}

/** The first line of a control: its name, what stands at the end of it, and whether it is sent. */
export function FieldHead({
  label,
  sendSwitch,
  children,
}: Pick<FieldProps, "label" | "sendSwitch"> & { children?: ReactNode }) {
  return (
    <div className="flex h-7 items-center gap-2 pointer-coarse:h-10">
      <span aria-hidden className="shrink-0 whitespace-nowrap font-medium text-sm">
        {label}
      </span>
      <span className="ml-auto flex min-w-0 items-center gap-1.5">
        {children}
        {sendSwitch}
      </span>
    </div>
  )
}
