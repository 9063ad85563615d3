"use client"

import { useRouter } from "next/navigation"
import { type FormEvent, type ReactNode, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { TextInput } from "#components/ui/text-input"
import { useToast } from "#components/ui/toast"
import { useSetPassword } from "#lib/client/api/me"
import { ApiError } from "#lib/client/api/request"
import { mayActAs, type Person } from "#lib/domain/person"
import { setPasswordSchema } from "#lib/domain/person-schema"

type Problem = "emailWrong" | "emailTaken" | "emailFixed" | "currentMissing" | "currentWrong" | "tooShort"
const fieldOf: Record<Problem, "email" | "current" | "password"> = {
  emailWrong: "email",
  emailTaken: "email",
  emailFixed: "email",
  currentMissing: "current",
  currentWrong: "current",
  tooShort: "password",
}

/** Sets the first password together with the e-mail one signs in with, or changes both. */
export function PasswordSettings({ person, onDone }: { person: Person; onDone: () => void }) {
  const t = useTranslations("settings.password")
  const settings = useTranslations("settings")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const router = useRouter()
  const id = useId()
  const save = useSetPassword()
  const [email, setEmail] = useState(person.email ?? "")
  const [current, setCurrent] = useState("")
  const [password, setPassword] = useState("")
  const [problem, setProblem] = useState<Problem>()
  const [fault, setFault] = useState<ApiError>()

  // The address others know one by: it is an admin's to change, once it is there.
  const isAddressFixed = person.email !== null && !mayActAs(person.role, "admin")

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = { email, password, currentPassword: person.hasPassword ? current : undefined }
    const found = problemOf(person, wanted)
    setProblem(found)
    setFault(undefined)
    if (found) return document.getElementById(`${id}-${fieldOf[found]}`)?.focus()
    save.mutate(wanted, {
      onSuccess: () => {
        toast({ text: t("saved"), tone: "ok" })
        router.refresh()
        onDone()
      },
      onError: (error) => {
        const refused = refusalOf(error)
        if (refused) setProblem(refused)
        else setFault(error instanceof ApiError ? error : new ApiError("internal", error.message))
      },
    })
  }
  const field = (
    name: "email" | "current" | "password",
    label: string,
    control: ReactNode,
    rule?: string,
  ) => {
    const isWrong = problem !== undefined && fieldOf[problem] === name
    return (
      <div>
        <label htmlFor={`${id}-${name}`} className="mb-1 block text-sm">
          {label}
        </label>
        {control}
        {isWrong ? (
          <p id={`${id}-problem`} role="alert" className="mt-1 text-error text-xs">
            {t(problem)}
          </p>
        ) : rule ? (
          <p className="mt-1 text-ink-2 text-xs">{rule}</p>
        ) : null}
      </div>
    )
  }
  const invalid = (name: string) =>
    problem !== undefined && fieldOf[problem] === name ? `${id}-problem` : false
  return (
    <form onSubmit={submit} noValidate className="flex max-w-80 flex-col gap-3">
      {field(
        "email",
        settings("email"),
        <TextInput
          id={`${id}-email`}
          type="email"
          autoComplete="username"
          invalid={invalid("email")}
          readOnly={isAddressFixed}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          className="w-full read-only:text-ink-2"
        />,
        isAddressFixed ? t("emailFixed") : undefined,
      )}
      {person.hasPassword
        ? field(
            "current",
            t("current"),
            <TextInput
              id={`${id}-current`}
              type="password"
              autoComplete="current-password"
              invalid={invalid("current")}
              value={current}
              onChange={(event) => setCurrent(event.target.value)}
              className="w-full"
            />,
          )
        : null}
      {field(
        "password",
        t("new"),
        <TextInput
          id={`${id}-password`}
          type="password"
          autoComplete="new-password"
          invalid={invalid("password")}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className="w-full"
        />,
        t("rule"),
      )}
      {fault ? <ErrorCard {...errorText(fault)} /> : null}
      <p className="text-ink-2 text-xs">{t("others")}</p>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={save.isPending}>
          {t("save")}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          {common("cancel")}
        </Button>
      </div>
    </form>
  )
}

function problemOf(
  person: Person,
  wanted: { email: string; password: string; currentPassword?: string },
): Problem | undefined {
  if (!setPasswordSchema.shape.email.safeParse(wanted.email).success) return "emailWrong"
  if (person.hasPassword && !wanted.currentPassword) return "currentMissing"
  return setPasswordSchema.shape.password.safeParse(wanted.password).success ? undefined : "tooShort"
}

/** What the server refused, when it belongs to a field. */
function refusalOf(error: Error): Problem | undefined {
  if (!(error instanceof ApiError) || error.code !== "invalid_input") return undefined
  switch (error.field) {
    case "currentPassword":
      return "currentWrong"
    case "email":
      if (error.params?.problem === "fixed") return "emailFixed"
      return error.params?.problem === "taken" ? "emailTaken" : "emailWrong"
    case "password":
      return "tooShort"
    default:
      return undefined
  }
}
