"use client"

import { Equal } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Popover } from "#components/ui/popover"
import { useDifferences } from "./differences"
import { useFactText } from "./fact-text"

/** What all columns have in common, folded into one line. */
export function SameInAll() {
  const t = useTranslations("columns.same")
  const { same } = useDifferences()
  const factText = useFactText()
  return (
    <Popover
      label={t("label")}
      align="start"
      className="max-h-96 w-72 p-3"
      trigger={(props) => (
        <Button
          {...props}
          aria-label={t("count", { count: same.length })}
          variant="ghost"
          size="sm"
          className="min-w-0 text-ink-3!"
        >
          <Equal aria-hidden size={14} />
          <span className="hidden truncate @[60rem]/bar:inline">{t("count", { count: same.length })}</span>
          <span aria-hidden className="@[60rem]/bar:hidden">
            {same.length}
          </span>
        </Button>
      )}
    >
      {() => (
        <dl className="figures grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
          {same.map((fact) => {
            const { name, value } = factText(fact)
            return (
              <div key={fact.name} className="contents">
                <dt className="text-ink-2">{name}</dt>
                <dd className="break-words text-right font-medium">{value}</dd>
              </div>
            )
          })}
        </dl>
      )}
    </Popover>
  )
}
