"use client"

import { useTranslations } from "use-intl"
import { ComplianceSettings } from "#components/compliance/compliance-settings"
import { Connections } from "#components/connections/connections"
import { RetentionSettings } from "#components/settings/retention/retention-settings"
import { usePerson } from "#components/shell/person"
import { ShortcutList } from "#components/shell/shortcuts"
import { mayActAs } from "#lib/domain/person"
import { AboutSettings } from "./about-settings"
import { AccountSettings } from "./account-settings"
import { AppearanceSettings } from "./appearance-settings"
import { CacheSettings } from "./cache-settings"
import { PeopleSettings } from "./people-settings"
import { SettingsSection } from "./settings-section"

const sections = [
  "account",
  "people",
  "appearance",
  "connections",
  "compliance",
  "cache",
  "retention",
  "shortcuts",
  "about",
] as const

/** All settings on one page, with a list of its sections beside it where there is room. */
export function Settings({ version, license }: { version: string; license: string }) {
  const t = useTranslations("settings")
  const people = useTranslations("people")
  const connections = useTranslations("connections")
  const compliance = useTranslations("operations.compliance")
  const cache = useTranslations("operations.cache")
  const retention = useTranslations("operations.retention")
  const isAdmin = mayActAs(usePerson().role, "admin")
  return (
    <div className="mx-auto flex w-full max-w-5xl gap-10 px-4 py-6 lg:px-8">
      <nav aria-label={t("on")} className="sticky top-6 hidden w-36 shrink-0 self-start pt-12 md:block">
        <ul className="flex flex-col">
          {sections
            .filter((section) => isAdmin || !["people", "compliance", "retention"].includes(section))
            .map((section) => (
              <li key={section}>
                <a
                  href={`#${section}`}
                  className="block rounded px-2 py-1 text-ink-2 text-sm hover:bg-hover hover:text-ink"
                >
                  {t(`sections.${section}`)}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      <div className="min-w-0 flex-1">
        <h1 className="text-xl">{t("title")}</h1>
        <SettingsSection id="account" title={t("sections.account")}>
          <AccountSettings />
        </SettingsSection>
        {isAdmin ? (
          <SettingsSection id="people" title={t("sections.people")} lead={people("lead")}>
            <PeopleSettings />
          </SettingsSection>
        ) : null}
        <SettingsSection id="appearance" title={t("sections.appearance")}>
          <AppearanceSettings />
        </SettingsSection>
        <SettingsSection id="connections" title={t("sections.connections")} lead={connections("lead")}>
          <Connections />
        </SettingsSection>
        {isAdmin ? (
          <SettingsSection id="compliance" title={t("sections.compliance")} lead={compliance("lead")}>
            <ComplianceSettings />
          </SettingsSection>
        ) : null}
        <SettingsSection id="cache" title={t("sections.cache")} lead={cache("lead")}>
          <CacheSettings />
        </SettingsSection>
        {isAdmin ? (
          <SettingsSection id="retention" title={t("sections.retention")} lead={retention("lead")}>
            <RetentionSettings />
          </SettingsSection>
        ) : null}
        <SettingsSection id="shortcuts" title={t("sections.shortcuts")}>
          <div className="max-w-md">
            <ShortcutList />
          </div>
        </SettingsSection>
        <SettingsSection id="about" title={t("sections.about")}>
          <AboutSettings version={version} license={license} />
        </SettingsSection>
      </div>
    </div>
  )
}
