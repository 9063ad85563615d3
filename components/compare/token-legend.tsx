"use client"

import { useTranslations } from "use-intl"
import { probabilitySteps } from "#lib/client/compare/token-pieces"
import styles from "./tokens.module.css"
import { useProbabilityText } from "./use-probability-text"

/** What the shades of the tokens mean, in figures. */
export function TokenLegend() {
  const t = useTranslations("compare.tokens")
  const percent = useProbabilityText()
  const last = probabilitySteps.length - 1
  return (
    <dl
      className={`${styles.legend} figures mb-3 flex flex-wrap items-center gap-x-1 gap-y-1 text-ink-2 text-xs`}
    >
      <dt className="mr-1">{t("legend")}</dt>
      {probabilitySteps.map((least, step) => (
        <dd key={least} data-p={step} className="rounded-xs border px-1.5 py-0.5 text-ink">
          {t("from", { value: percent(least) })}
        </dd>
      ))}
      <dd data-p={last + 1} className="rounded-xs border px-1.5 py-0.5 text-ink">
        {t("below", { value: percent(probabilitySteps[last] ?? 0) })}
      </dd>
      <dd data-p="?" className="px-1.5 py-0.5">
        {t("unknown")}
      </dd>
    </dl>
  )
}
