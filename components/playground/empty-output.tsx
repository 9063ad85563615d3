"use client"

import { useTranslations } from "use-intl"
import { useModKey } from "#components/shell/mod-key"
import { useObstacleText } from "./use-obstacle-text"

/** Before the first run: where the answer will be, and what is still missing. */
export function EmptyOutput() {
  const t = useTranslations("playground")
  const mod = useModKey()
  const reason = useObstacleText()
  return (
    <div className="flex max-w-measure flex-col gap-1 text-sm">
      <p className="text-ink-2">{t("empty.waiting")}</p>
      <p className="text-ink-3 text-xs">{reason ?? t("empty.ready", { keys: `${mod}+Enter` })}</p>
    </div>
  )
}
