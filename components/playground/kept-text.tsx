"use client"

import { useTranslations } from "use-intl"
import { useRun } from "./playground-context"

/** Says what of a run that was broken off is kept; undefined where nothing had arrived. */
export function useKeptText(columnId: string): string | undefined {
  const t = useTranslations("run.detail")
  const pictures = useRun(columnId, (run) => run.images?.filter(({ partial }) => !partial).length) ?? 0
  const hasText = useRun(columnId, ({ text, reasoning, tool }) => text + reasoning + tool !== "") ?? false
  if (pictures > 0) return t("keptPictures", { count: pictures })
  return hasText ? t("keptText") : undefined
}
