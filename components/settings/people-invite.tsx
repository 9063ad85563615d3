"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Select } from "#components/ui/select"
import { TextInput } from "#components/ui/text-input"
import { faultOf } from "#lib/client/api/fault-of"
import { useInvite } from "#lib/client/api/people"
import { grantableRoles, type PersonRole } from "#lib/domain/person"
import { OneTimeLinkBox } from "./people-link"

/** Makes an invitation, and shows its link this once. */
export function InviteForm() {
  const t = useTranslations("people")
  const settings = useTranslations("settings")
  const shell = useTranslations("shell")
  const errorText = useErrorText()
  const me = usePerson()
  const id = useId()
  const invite = useInvite()
  const [email, setEmail] = useState("")
  const [role, setRole] = useState<PersonRole>("member")

  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate({ email: email.trim(), role }, { onSuccess: () => setEmail("") })
  }
  const fault = invite.error && faultOf(invite.error)
  const problem =
    fault?.field === "email" ? t(fault.code === "conflict" ? "emailTaken" : "emailWrong") : undefined
  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`} className="font-medium text-sm">
        {t("invite")}
      </h3>
      <form onSubmit={submit} noValidate className="mt-2 flex flex-wrap items-end gap-3">
        <label htmlFor={`${id}-email`} className="flex grow basis-56 flex-col gap-1 text-sm">
          {t("email")}
          <TextInput
            id={`${id}-email`}
            type="email"
            autoComplete="off"
            invalid={problem !== undefined && `${id}-problem`}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </label>
        <label htmlFor={`${id}-of`} className="flex flex-col gap-1 text-sm">
          {settings("role")}
          <Select
            id={`${id}-of`}
            value={role}
            aria-describedby={`${id}-role`}
            onChange={(event) => setRole(event.target.value as PersonRole)}
            className="w-36"
          >
            {grantableRoles(me.role).map((each) => (
              <option key={each} value={each}>
                {shell(`roles.${each}`)}
              </option>
            ))}
          </Select>
        </label>
        <Button type="submit" variant="primary" busy={invite.isPending}>
          {t("inviteAction")}
        </Button>
      </form>
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="mt-1 text-error text-xs">
          {problem}
        </p>
      ) : null}
      <p id={`${id}-role`} className="mt-1 text-ink-2 text-xs">
        {shell(`roles.${role}`)}: {t(`roles.${role}`)}. {t("inviteHint")}
      </p>
      {fault && !problem ? <ErrorCard {...errorText(fault)} className="mt-2" /> : null}
      {invite.data ? (
        <div className="mt-3 max-w-measure">
          <OneTimeLinkBox
            key={invite.data.link}
            link={invite.data}
            label={t("linkFor", { name: invite.variables?.email ?? "" })}
          />
        </div>
      ) : null}
    </section>
  )
}
