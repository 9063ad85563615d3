"use client"

import { useCallback } from "react"
import { useFormatter, useTranslations } from "use-intl"

/** What is shown as "under": what is rounded to nothing is not nothing. */
const least = 0.0001

/** Returns the function that writes a probability, as finely as it takes to tell small ones apart. */
export function useProbabilityText(): (probability: number) => string {
  const format = useFormatter()
  const t = useTranslations("compare.tokens")
  return useCallback(
    (probability) => {
      const percent = (value: number) =>
        format.number(value, {
          style: "percent",
          maximumFractionDigits: value < 0.01 ? 2 : value < 1 ? 1 : 0,
        })
      return probability < least ? t("tiny", { value: percent(least) }) : percent(probability)
    },
    [format, t],
  )
}
