"use client"

import { useId, useState } from "react"
import { TextInput } from "#components/ui/text-input"

interface CountFieldProps {
  label: string
  /** Undefined: no limit, the field is empty. */
  value: number | undefined
  invalid: string | false
  onChange: (value: number | undefined) => void
}

const most = 10_000_000

/** A count that may be left out; full-width digits of Chinese input methods are understood. */
export function CountField({ label, value, invalid, onChange }: CountFieldProps) {
  const id = useId()
  // What is being typed; undefined while the field shows the value itself.
  const [draft, setDraft] = useState<string>()
  const isUnreadable = draft !== undefined && draft.trim() !== "" && readCount(draft) === undefined
  return (
    <span className="inline-flex items-center gap-1.5">
      <label htmlFor={id} className="text-ink-2 text-xs">
        {label}
      </label>
      <TextInput
        id={id}
        inputMode="numeric"
        autoComplete="off"
        placeholder="—"
        invalid={invalid || isUnreadable}
        value={draft ?? (value === undefined ? "" : String(value))}
        onChange={(event) => {
          setDraft(event.target.value)
          const count = readCount(event.target.value)
          if (count !== undefined || event.target.value.trim() === "") onChange(count)
        }}
        onBlur={() => setDraft(undefined)}
        className="figures h-7! w-20 text-right"
      />
    </span>
  )
}

function readCount(text: string): number | undefined {
  const plain = text.normalize("NFKC").replace(/[\s_,]/g, "")
  const count = Number(plain)
  return /^\d+$/.test(plain) && count <= most ? count : undefined
}
