"use client"

import { useTranslations } from "use-intl"
import type { Parameters } from "#lib/domain/parameters"

/** The parameters that were sent, by the names they were sent under. */
export function RunParameters({ parameters }: { parameters: Parameters }) {
  const t = useTranslations("history")
  const pairs = Object.entries(parameters)
  if (pairs.length === 0) return <p className="text-ink-2 text-sm">{t("noParameters")}</p>
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 font-mono text-xs leading-5">
      {pairs.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-2">
          <dt className="text-ink-2">{name}</dt>
          <dd className="break-all">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
