"use client"

import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Kbd } from "#components/ui/kbd"
import { type ViolationCategory, violationCategories } from "#lib/domain/review"

/** What a violation is about; choosing marks it. */
export function CategoryChoice(props: {
  chosen: ViolationCategory | null
  onChoose: (category: ViolationCategory) => void
}) {
  const t = useTranslations("operations.review")
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="mb-1 text-ink-2 text-xs">{t("category")}</legend>
      {violationCategories.map((category, place) => (
        <Button
          key={category}
          size="sm"
          aria-pressed={props.chosen === category}
          onClick={() => props.onChoose(category)}
        >
          {t(`categories.${category}`)} <Kbd>{place + 1}</Kbd>
        </Button>
      ))}
    </fieldset>
  )
}
