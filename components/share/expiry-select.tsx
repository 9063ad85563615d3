"use client"

import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"

/** How many days a link can live; 0: until it is revoked. */
export const expiryDays = [7, 30, 90, 0] as const

const dayMs = 24 * 3_600_000

/** When a link of so many days ends (epoch ms); null: never. */
export function expiryOf(days: number, now: number): number | null {
  return days === 0 ? null : now + days * dayMs
}

/** For how long a link is to live. */
export function ExpirySelect(props: { id: string; days: number; onChange: (days: number) => void }) {
  const t = useTranslations("share.stored")
  return (
    <Select id={props.id} value={props.days} onChange={({ target }) => props.onChange(Number(target.value))}>
      {expiryDays.map((days) => (
        <option key={days} value={days}>
          {days === 0 ? t("never") : t("days", { count: days })}
        </option>
      ))}
    </Select>
  )
}
