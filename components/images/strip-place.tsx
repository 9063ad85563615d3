"use client"

import { useTranslations } from "use-intl"
import { Segmented } from "#components/ui/segmented"
import type { StripPlace } from "#lib/client/strip"
import { maxColumns } from "#lib/domain/setup"

/** Whether a strip takes the place of the columns that there are or stands behind them, and whether it has room there. */
export function StripPlaceField({
  place,
  present,
  added,
  onPlace,
}: {
  place: StripPlace
  /** How many columns there are, and how many would come; undefined while the values make no strip. */
  present: number
  added: number | undefined
  onPlace: (place: StripPlace) => void
}) {
  const t = useTranslations("images.strip")
  const isFull = place === "add" && present + (added ?? 0) > maxColumns
  const figures = { present, added: added ?? 0, max: maxColumns }
  return (
    <div className="grid gap-2">
      <Segmented<StripPlace>
        label={t("place")}
        size="sm"
        value={place}
        options={[
          { value: "replace", label: t("places.replace") },
          { value: "add", label: t("places.add") },
        ]}
        onChange={onPlace}
        className="justify-self-start"
      />
      <p aria-live="polite" className={`text-xs ${isFull ? "text-error" : "text-ink-3"}`}>
        {isFull
          ? t("noRoom", figures)
          : place === "add"
            ? t(added === undefined ? "addsSome" : "adds", figures)
            : t(present > 1 ? "replaces" : "explanation", figures)}
      </p>
    </div>
  )
}
