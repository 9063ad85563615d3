"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { cacheQuery } from "#lib/client/api/cache"
import { faultOf } from "#lib/client/api/fault-of"
import { policyQuery } from "#lib/client/api/manage-connections"
import { mayActAs } from "#lib/domain/person"
import { CacheContents } from "./cache-contents"
import { CacheForm } from "./cache-form"
import { CacheRules } from "./cache-rules"
import { SettingsLine } from "./settings-section"

/** The cache of answers: what is kept, for how long, for whom; admins change that. */
export function CacheSettings() {
  const t = useTranslations("operations.cache")
  const errorText = useErrorText()
  const isAdmin = mayActAs(usePerson().role, "admin")
  const policy = useQuery(policyQuery())
  const figures = useQuery(cacheQuery())
  return (
    <div className="divide-y">
      <SettingsLine name={t("rules")} hint={isAdmin ? t("rulesHint") : undefined}>
        {policy.data ? (
          isAdmin ? (
            <CacheForm policy={policy.data} />
          ) : (
            <CacheRules policy={policy.data} />
          )
        ) : policy.error ? (
          <ErrorCard {...errorText(faultOf(policy.error))} />
        ) : (
          <Skeleton className="h-24" />
        )}
      </SettingsLine>
      <SettingsLine name={t("contents")} hint={t("contentsHint")}>
        {figures.data ? (
          <CacheContents figures={figures.data} />
        ) : figures.error ? (
          <ErrorCard {...errorText(faultOf(figures.error))} />
        ) : (
          <Skeleton className="h-16" />
        )}
      </SettingsLine>
    </div>
  )
}
