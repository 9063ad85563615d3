"use client"

import { useFormatter, useTranslations } from "use-intl"
import type { Going, RetentionKind } from "#lib/domain/retention"

/** What of one kind goes: how much, and how old the oldest is. */
export function GoingText({ kind, going }: { kind: RetentionKind; going: Going | undefined }) {
  const t = useTranslations("operations.retention")
  const format = useFormatter()
  if (!going) return t("keptForever")
  if (going.entries === 0) return t("nothing")
  const parts = [
    t(`going.${kind}`, { count: going.entries }),
    ...(going.bytes === null ? [] : [t("about", { size: sizeOf(going.bytes, format) })]),
    ...(going.oldest === null
      ? []
      : [t("oldest", { day: format.dateTime(going.oldest, { dateStyle: "medium" }) })]),
  ]
  return parts.join(" · ")
}

function sizeOf(bytes: number, format: ReturnType<typeof useFormatter>): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const
  let [value, unit] = [bytes, 0]
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return format.number(value, {
    style: "unit",
    unit: units[unit] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  })
}
