"use client"

import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { usePerson } from "#components/shell/person"
import { Button } from "#components/ui/button"
import { meQuery } from "#lib/client/api/me"
import { AccountName } from "./account-name"
import { BudgetMeter } from "./budgets-meter"
import { PasswordSettings } from "./password-settings"
import { SessionList } from "./sessions-list"
import { SettingsLine } from "./settings-section"

/** Who one is, the password, the sessions, the budget. */
export function AccountSettings() {
  const t = useTranslations("settings")
  const shell = useTranslations("shell")
  const budget = useTranslations("budget")
  const person = useQuery(meQuery(usePerson())).data
  const [changing, setChanging] = useState(false)
  return (
    <div className="divide-y">
      <SettingsLine name={t("name")}>
        <AccountName name={person.name} />
      </SettingsLine>
      <SettingsLine name={t("role")}>{shell(`roles.${person.role}`)}</SettingsLine>
      <SettingsLine name={t("email")}>
        {person.email ?? <span className="text-ink-2">{t("noEmail")}</span>}
      </SettingsLine>
      <SettingsLine name={t("password.title")} hint={person.hasPassword ? undefined : t("password.none")}>
        {changing ? (
          <PasswordSettings person={person} onDone={() => setChanging(false)} />
        ) : (
          <Button onClick={() => setChanging(true)}>
            {t(person.hasPassword ? "password.change" : "password.set")}
          </Button>
        )}
      </SettingsLine>
      <SettingsLine name={t("sessions.title")} hint={t("sessions.hint")}>
        <SessionList />
      </SettingsLine>
      <SettingsLine name={budget("title")}>
        <BudgetMeter />
      </SettingsLine>
    </div>
  )
}
