"use client"

import { useTranslations } from "use-intl"
import { sentParameters } from "#lib/client/variant"
import type { Column } from "#lib/client/workspace"
import type { ParameterValue } from "#lib/domain/parameters"
import { isParameterName } from "./parameter-texts"
import { useTarget } from "./use-target"

/** What a column sends, as one line of chips, while its settings are folded. */
export function SettingsSummary({ column }: { column: Column }) {
  const t = useTranslations("parameters")
  const target = useTarget(column)
  if (!target) return null
  const sent = Object.entries(sentParameters(column, target))
  return (
    <ul aria-label={t("settings")} className="flex flex-wrap gap-x-3 gap-y-1 px-4 pb-2 text-ink-2 text-xs">
      {sent.map(([name, value]) => (
        <li key={name} className="figures">
          {isParameterName(name) ? t(`names.${name}`) : name}{" "}
          <span className="font-medium text-ink">{short(value)}</span>
        </li>
      ))}
    </ul>
  )
}

function short(value: ParameterValue): string {
  if (typeof value === "boolean") return value ? "✓" : "✕"
  return Array.isArray(value) ? String(value.length) : String(value)
}
