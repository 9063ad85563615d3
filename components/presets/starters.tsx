"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { DetailSection } from "#components/history/detail-section"
import { Badge } from "#components/ui/badge"
import type { StarterKey } from "#lib/client/presets/starter-list"
import { StarterView } from "./starter-view"
import { useStarters } from "./use-starters"

/** The library of starters: a list, or the one that was chosen. */
export function Starters() {
  const t = useTranslations("starters")
  const presets = useTranslations("presets")
  const { starters } = useStarters()
  const [chosen, setChosen] = useState<StarterKey>()
  const starter = starters.find(({ key }) => key === chosen)
  if (starter) return <StarterView starter={starter} onBack={() => setChosen(undefined)} />
  return (
    <DetailSection title={t("title")}>
      <p className="mb-3 text-ink-2 text-sm">{t("hint")}</p>
      <ul className="grid gap-2 xl:grid-cols-2">
        {starters.map(({ key, kind, title, result }) => (
          <li key={key} className="flex">
            <button
              type="button"
              onClick={() => setChosen(key)}
              className="flex w-full flex-col rounded border bg-surface px-3 py-2.5 text-left transition-colors hover:bg-hover"
            >
              <span className="flex items-center gap-2 font-medium text-sm">
                {title}
                {kind === "image" ? <Badge>{presets("kinds.image")}</Badge> : null}
              </span>
              <span className="mt-0.5 text-pretty text-ink-2 text-xs">{result}</span>
            </button>
          </li>
        ))}
      </ul>
    </DetailSection>
  )
}
