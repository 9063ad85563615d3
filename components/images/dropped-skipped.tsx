"use client"

import { useTranslations } from "use-intl"
import { isParameterName, useProblemText } from "#components/playground/parameter-texts"
import type { Skipped } from "#lib/client/restored-settings"

/** What cannot be put back, and why. */
export function DroppedSkipped({ skipped }: { skipped: Skipped[] }) {
  const t = useTranslations("images.dropped")
  const sentence = useSkippedText()
  if (skipped.length === 0) return null
  return (
    <section aria-label={t("skipped")} className="rounded bg-warn-soft px-3 py-2">
      <h3 className="text-ink-2 text-xs">{t("skipped")}</h3>
      <ul className="mt-1 list-disc pl-4">
        {skipped.map((one) => (
          <li key={sentence(one)}>{sentence(one)}</li>
        ))}
      </ul>
    </section>
  )
}

function useSkippedText(): (skipped: Skipped) => string {
  const t = useTranslations("images.dropped.skips")
  const names = useTranslations("parameters.names")
  const problemText = useProblemText()
  return (one) => {
    if (one.what === "model") return t("model", { name: one.name })
    if (one.what !== "parameter") return t(one.what)
    const { name } = one.problem
    return t("parameter", {
      name: isParameterName(name) ? names(name) : name,
      value: one.value,
      reason: problemText(one.problem),
    })
  }
}
