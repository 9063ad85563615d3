"use client"

import { useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { ErrorCard } from "#components/ui/error-card"
import { useToast } from "#components/ui/toast"

const refusals = ["denied", "state"] as const

/** Says how a consent ended, when the page was come to from a provider; the address forgets it at once. */
export function OAuthOutcome() {
  const t = useTranslations("connections.oauth.outcomes")
  const toast = useToast()
  const [outcome, setOutcome] = useState<string>()
  useEffect(() => {
    const address = new URL(window.location.href)
    const given = address.searchParams.get("oauth")
    if (!given) return
    address.searchParams.delete("oauth")
    address.searchParams.delete("connection")
    window.history.replaceState(window.history.state, "", address)
    if (given === "connected") toast({ text: t("connected"), tone: "ok" })
    else setOutcome(given)
  }, [t, toast])
  if (!outcome) return null
  const known = refusals.find((name) => name === outcome) ?? "failed"
  return <ErrorCard tone="warn" title={t(known)} hint={t(`${known}Hint`)} className="mb-4" />
}
