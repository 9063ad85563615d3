"use client"

import { Eye, EyeOff } from "lucide-react"
import { type FormEvent, useId, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { TextInput } from "#components/ui/text-input"
import { signInWithPassword } from "#lib/client/api/session"
import { type SignInFault, SignInFaultCard, signInFaultOf } from "./sign-in-fault"

/** E-mail and password. Missing fields are said beside the field, a refusal above the button. */
export function PasswordForm({ returnTo }: { returnTo: string }) {
  const t = useTranslations("signIn")
  const id = useId()
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState<"email" | "password">()
  const [fault, setFault] = useState<SignInFault>()
  const [busy, setBusy] = useState(false)
  const [visible, setVisible] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const empty = email.current?.value.trim() ? (password.current?.value ? undefined : "password") : "email"
    setMissing(empty)
    setFault(undefined)
    if (empty) return (empty === "email" ? email : password).current?.focus()
    setBusy(true)
    try {
      await signInWithPassword(email.current?.value.trim() ?? "", password.current?.value ?? "")
      return window.location.replace(returnTo)
    } catch (error) {
      setFault(signInFaultOf(error, "wrong"))
    }
    setBusy(false)
    password.current?.select()
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <div>
        <label htmlFor={`${id}-email`} className="mb-1 block font-medium text-sm">
          {t("email")}
        </label>
        <TextInput
          ref={email}
          id={`${id}-email`}
          type="email"
          autoComplete="username"
          invalid={missing === "email" && `${id}-missing`}
          className="h-9 w-full"
        />
        {missing === "email" ? <Missing id={`${id}-missing`} text={t("emailMissing")} /> : null}
      </div>
      <div>
        <label htmlFor={`${id}-password`} className="mb-1 block font-medium text-sm">
          {t("password")}
        </label>
        <div className="relative">
          <TextInput
            ref={password}
            id={`${id}-password`}
            type={visible ? "text" : "password"}
            autoComplete="current-password"
            invalid={missing === "password" && `${id}-missing`}
            className="h-9 w-full pr-10!"
          />
          <span className="absolute inset-y-0 right-0.5 flex items-center">
            <IconButton
              label={t(visible ? "hidePassword" : "showPassword")}
              onClick={() => setVisible(!visible)}
            >
              {visible ? <EyeOff aria-hidden size={16} /> : <Eye aria-hidden size={16} />}
            </IconButton>
          </span>
        </div>
        {missing === "password" ? <Missing id={`${id}-missing`} text={t("passwordMissing")} /> : null}
      </div>
      {fault ? <SignInFaultCard fault={fault} /> : null}
      <Button type="submit" variant="primary" busy={busy} className="h-9">
        {t(busy ? "submitting" : "submit")}
      </Button>
    </form>
  )
}

function Missing({ id, text }: { id: string; text: string }) {
  return (
    <p id={id} role="alert" className="mt-1 text-error text-xs">
      {text}
    </p>
  )
}
