"use client"

import { useQuery } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { LoadFault } from "#components/shell/load-fault"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { useToast } from "#components/ui/toast"
import { alertRulesQuery, useChangeAlertRules } from "#lib/client/api/alert-rules"
import { faultOf } from "#lib/client/api/fault-of"
import { type AlertKind, type AlertRule, alertKinds } from "#lib/domain/alerts/alert-rules"
import { AlertRuleRow } from "./alert-rule-row"

/** By what alerts fire: everything that can be watched, each to be switched off or set. */
export function AlertRules() {
  const t = useTranslations("operations.alerts.rules")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const rules = useQuery(alertRulesQuery())
  const save = useChangeAlertRules()
  const [drafts, setDrafts] = useState<Partial<Record<AlertKind, AlertRule>>>({})
  if (rules.isError && !rules.data) return <LoadFault error={rules.error} onRetry={() => rules.refetch()} />
  if (!rules.data)
    return (
      <div role="status" aria-label={common("loading")} className="flex flex-col gap-2">
        {alertKinds.map((kind) => (
          <Skeleton key={kind} className="h-16" />
        ))}
      </div>
    )
  const changed = Object.values(drafts)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (changed.length === 0) return
    save.mutate(changed, {
      onSuccess: () => {
        setDrafts({})
        toast({ text: t("saved"), tone: "ok" })
      },
    })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ul className="divide-y border-y">
        {rules.data.rules.map((rule) => (
          <AlertRuleRow
            key={rule.kind}
            rule={drafts[rule.kind] ?? rule}
            now={rules.data.now.find(({ kind }) => kind === rule.kind)}
            onChange={(draft) => setDrafts({ ...drafts, [rule.kind]: draft })}
          />
        ))}
      </ul>
      {save.error ? <ErrorCard {...errorText(faultOf(save.error))} className="mt-3" /> : null}
      <div className="mt-3 flex items-center gap-2">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={changed.length === 0}>
          {common("save")}
        </Button>
        {changed.length > 0 ? (
          <Button variant="ghost" onClick={() => setDrafts({})}>
            {common("undo")}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
