"use client"

import { useTranslations } from "use-intl"
import { useToast } from "#components/ui/toast"

/**
 * Does something once the code for it is there. Where it cannot be fetched, it is said, and the page goes on: a part that
 * fails while it is drawn takes the page with it. `ahead` fetches it before it is asked for.
 */
export function useLoaded(load: () => Promise<unknown>, then: () => void) {
  const t = useTranslations("errors.offline")
  const toast = useToast()
  return {
    ahead: () => void load().catch(() => undefined),
    start: () => void load().then(then, () => toast({ text: t("title"), tone: "error" })),
  }
}
