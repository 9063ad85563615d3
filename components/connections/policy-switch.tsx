"use client"

import { useQuery } from "@tanstack/react-query"
import { useId } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Switch } from "#components/ui/switch"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { policyQuery, useChangePolicy } from "#lib/client/api/manage-connections"

/** Whether members may bring keys of their own. */
export function PolicySwitch() {
  const t = useTranslations("connections.policy")
  const errorText = useErrorText()
  const toast = useToast()
  const id = useId()
  const policy = useQuery(policyQuery())
  const change = useChangePolicy()
  if (!policy.data) return null
  const complain = (error: Error) => {
    const { title, hint } = errorText(faultOf(error))
    toast({ text: `${title}. ${hint}`, tone: "error" })
  }
  return (
    <div className="flex items-start gap-3">
      <Switch
        id={id}
        checked={
          change.isPending ? change.variables.membersMayConnect === true : policy.data.membersMayConnect
        }
        onChange={(membersMayConnect) => change.mutate({ membersMayConnect }, { onError: complain })}
        aria-describedby={`${id}-hint`}
      />
      <div>
        <label htmlFor={id} className="text-sm">
          {t("members")}
        </label>
        <p id={`${id}-hint`} className="text-pretty text-ink-2 text-xs">
          {t("membersHint")}
        </p>
      </div>
    </div>
  )
}
