"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"

const shownAtFirst = 20_000

/** Text as it is, line breaks kept; of a very long one the beginning, and the rest on request. */
export function PreText({ text }: { text: string }) {
  const t = useTranslations("common")
  const [whole, setWhole] = useState(false)
  const isCut = !whole && text.length > shownAtFirst
  return (
    <div className="min-w-0">
      <p className="max-w-measure whitespace-pre-wrap break-words text-read">
        {isCut ? text.slice(0, shownAtFirst) : text}
      </p>
      {isCut ? (
        <Button size="sm" className="mt-2" onClick={() => setWhole(true)}>
          {t("more")}
        </Button>
      ) : null}
    </div>
  )
}
