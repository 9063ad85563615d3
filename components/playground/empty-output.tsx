"use client"

import { useTranslations } from "use-intl"
import { useModKey } from "#components/shell/mod-key"
import { useIsImage } from "./playground-context"
import { useObstacleText } from "./use-obstacle-text"

/** Before the first run: where the answer will be, and what is still missing. */
export function EmptyOutput({ columnId }: { columnId: string }) {
  const t = useTranslations("playground")
  const mod = useModKey()
  const isImage = useIsImage()
  const reason = useObstacleText(columnId)
  return (
    <div className="flex max-w-measure flex-col gap-1 text-sm">
      <p className="text-ink-2">{t(isImage ? "empty.waitingPicture" : "empty.waiting")}</p>
      <p className="text-ink-3 text-xs">{reason ?? t("empty.ready", { keys: `${mod}+Enter` })}</p>
    </div>
  )
}
