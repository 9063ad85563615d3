"use client"

import { type FormEvent, useEffect, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Spinner } from "#components/ui/spinner"
import { TextInput } from "#components/ui/text-input"
import { ApiError } from "#lib/client/api/request"
import { acceptInvitation, lookAtInvitation } from "#lib/client/api/session"
import type { LookedAt } from "#lib/domain/people-schema"

type Fault = "gone" | "taken" | "tooMany" | "unreachable"

function faultOf(error: unknown): Fault {
  if (!(error instanceof ApiError)) return "unreachable"
  if (error.code === "rate_limited") return "tooMany"
  if (error.code === "conflict") return "taken"
  return error.status === 401 || error.status === 404 ? "gone" : "unreachable"
}

/** Where an invited person chooses a name and a password: only that spends the link. */
export function InvitationForm({ token, returnTo }: { token: string; returnTo: string }) {
  const t = useTranslations("signIn.invitation")
  const roles = useTranslations("shell.roles")
  const [invitation, setInvitation] = useState<LookedAt>()
  const [fault, setFault] = useState<Fault>()
  useEffect(() => {
    lookAtInvitation(token).then(setInvitation, (error) => setFault(faultOf(error)))
  }, [token])
  return (
    <div className="flex flex-col gap-4">
      <h2 className="text-base">{t("title")}</h2>
      {fault ? <FaultCard fault={fault} /> : null}
      {invitation ? (
        <>
          <p className="text-pretty text-ink-2 text-sm">
            {t("lead", { role: roles(invitation.role), email: invitation.email })}
          </p>
          <JoinForm token={token} email={invitation.email} returnTo={returnTo} onFault={setFault} />
        </>
      ) : fault ? null : (
        <p role="status" className="flex items-center gap-2 text-sm">
          <Spinner /> {t("loading")}
        </p>
      )}
    </div>
  )
}

function FaultCard({ fault }: { fault: Fault }) {
  const t = useTranslations("signIn.invitation")
  const signIn = useTranslations("signIn")
  if (fault === "gone" || fault === "taken")
    return <ErrorCard title={t(`${fault}.title`)} hint={t(`${fault}.hint`)} />
  return <ErrorCard title={signIn(`${fault}.title`)} hint={signIn(`${fault}.hint`)} />
}

function JoinForm(props: {
  token: string
  email: string
  returnTo: string
  onFault: (fault: Fault | undefined) => void
}) {
  const t = useTranslations("signIn.invitation")
  const id = useId()
  const [name, setName] = useState("")
  const [password, setPassword] = useState("")
  const [problem, setProblem] = useState<"nameMissing" | "tooShort">()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const found = name.trim() === "" ? "nameMissing" : password.length < 10 ? "tooShort" : undefined
    setProblem(found)
    if (found) return document.getElementById(`${id}-${found === "tooShort" ? "password" : "name"}`)?.focus()
    setBusy(true)
    props.onFault(undefined)
    try {
      await acceptInvitation(props.token, name, password)
      return window.location.replace(props.returnTo)
    } catch (error) {
      props.onFault(faultOf(error))
    }
    setBusy(false)
  }
  const problemText = problem ? (
    <p id={`${id}-problem`} role="alert" className="mt-1 text-error text-xs">
      {t(problem)}
    </p>
  ) : null
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {/* For password managers: which account this password is for. */}
      <input type="email" autoComplete="username" readOnly hidden value={props.email} />
      <div>
        <label htmlFor={`${id}-name`} className="mb-1 block font-medium text-sm">
          {t("name")}
        </label>
        <TextInput
          id={`${id}-name`}
          autoComplete="name"
          maxLength={100}
          invalid={problem === "nameMissing" && `${id}-problem`}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="h-9 w-full"
        />
        {problem === "nameMissing" ? problemText : null}
      </div>
      <div>
        <label htmlFor={`${id}-password`} className="mb-1 block font-medium text-sm">
          {t("password")}
        </label>
        <TextInput
          id={`${id}-password`}
          type="password"
          autoComplete="new-password"
          maxLength={200}
          invalid={problem === "tooShort" && `${id}-problem`}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className="h-9 w-full"
        />
        {problem === "tooShort" ? problemText : <p className="mt-1 text-ink-2 text-xs">{t("rule")}</p>}
      </div>
      <Button type="submit" variant="primary" busy={busy} className="h-9">
        {t(busy ? "submitting" : "submit")}
      </Button>
    </form>
  )
}
