"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { signInWithProvider } from "#lib/client/api/session"
import { type SignInFault, SignInFaultCard, signInFaultOf } from "./sign-in-fault"

/** The ways in through other providers, as far as the operator has configured some. */
export function ProviderButtons(props: { providers: { id: string; name: string }[]; returnTo: string }) {
  const t = useTranslations("signIn")
  const [leaving, setLeaving] = useState<string>()
  const [fault, setFault] = useState<SignInFault>()
  if (props.providers.length === 0) return null
  const go = async (id: string) => {
    setLeaving(id)
    setFault(undefined)
    try {
      await signInWithProvider(id, props.returnTo)
    } catch (error) {
      setLeaving(undefined)
      setFault(signInFaultOf(error, "provider"))
    }
  }
  return (
    <div className="mt-4 flex flex-col gap-2">
      <p className="flex items-center gap-3 text-ink-3 text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t("or")}
      </p>
      {fault ? <SignInFaultCard fault={fault} /> : null}
      {props.providers.map(({ id, name }) => (
        <Button key={id} busy={leaving === id} onClick={() => go(id)} className="h-9">
          {t(leaving === id ? "leaving" : "with", { name })}
        </Button>
      ))}
    </div>
  )
}
