"use client"

import { useTranslations } from "use-intl"
import type { Policy } from "#lib/domain/policy"

/** What admins have set, for whoever may not change it. */
export function CacheRules({ policy }: { policy: Policy }) {
  const t = useTranslations("operations.cache")
  return (
    <ul className="grid gap-1">
      <li>{t("keptFor", { minutes: policy.cacheTtlMinutes })}</li>
      <li>{t("keptUpTo", { megabytes: policy.cacheMaxMegabytes })}</li>
      <li>{t(policy.cacheShared ? "isShared" : "isOwn")}</li>
    </ul>
  )
}
