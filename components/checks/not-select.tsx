"use client"

import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"

interface NotSelectProps {
  words: { yes: string; no: string }
  not: boolean
  onChange: (not: boolean) => void
}

/** What is asked for, or its opposite. */
export function NotSelect({ words, not, onChange }: NotSelectProps) {
  const t = useTranslations("checks")
  return (
    <Select
      size="sm"
      aria-label={t("fields.not")}
      value={not ? "no" : "yes"}
      onChange={(event) => onChange(event.target.value === "no")}
    >
      <option value="yes">{words.yes}</option>
      <option value="no">{words.no}</option>
    </Select>
  )
}
