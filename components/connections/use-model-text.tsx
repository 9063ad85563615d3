"use client"

import { useFormatter, useTranslations } from "use-intl"
import type { Model } from "#lib/domain/connection"
import { priceAt } from "#lib/domain/models"

/** Says what a model can and costs. */
export function useModelText() {
  const t = useTranslations("connections.models")
  const common = useTranslations("common")
  const words = useTranslations("connections")
  const format = useFormatter()
  const dollars = (value: number | undefined): string => {
    if (value === undefined) return common("unknown")
    if (value === 0) return common("free")
    return format.number(value, { style: "currency", currency: "USD", maximumFractionDigits: 4 })
  }
  return {
    dollars,
    tokens: (value: number | null): string => (value === null ? common("unknown") : format.number(value)),
    facts(model: Model): string {
      const price = priceAt(model.prices, Date.now())
      return [
        model.modes.map((mode) => t(`modes.${mode}`)).join(words("separator")),
        model.contextTokens === null
          ? undefined
          : t("contextOf", { count: format.number(model.contextTokens) }),
        model.thinking === "none" ? undefined : t("thinks"),
        model.vision ? t("sees") : undefined,
        !price
          ? t("noPrice")
          : price.input === 0 && price.output === 0
            ? common("free")
            : t("priceNow", { input: dollars(price.input), output: dollars(price.output) }),
      ]
        .filter((part) => part !== undefined)
        .join(" · ")
    },
  }
}
