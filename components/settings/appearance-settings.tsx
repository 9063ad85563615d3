"use client"

import { useTranslations } from "use-intl"
import { languageNames, useLanguage } from "#components/shell/language"
import { useTheme } from "#components/shell/theme"
import { themeIcons } from "#components/shell/theme-menu"
import { Segmented } from "#components/ui/segmented"
import { locales, themes } from "#lib/domain/locale"
import { SettingsLine } from "./settings-section"

/** Theme and language; kept in this browser. */
export function AppearanceSettings() {
  const t = useTranslations("settings")
  const shell = useTranslations("shell")
  const [theme, setTheme] = useTheme()
  const [language, setLanguage] = useLanguage()
  return (
    <div className="divide-y">
      <SettingsLine name={t("theme.label")} hint={t("theme.hint")}>
        <Segmented
          label={t("theme.label")}
          value={theme}
          onChange={setTheme}
          options={themes.map((name) => {
            const Icon = themeIcons[name]
            return { value: name, label: shell(`themes.${name}`), icon: <Icon aria-hidden size={14} /> }
          })}
        />
      </SettingsLine>
      <SettingsLine name={t("language.label")} hint={t("language.hint")}>
        <Segmented
          label={t("language.label")}
          value={language}
          onChange={setLanguage}
          options={locales.map((locale) => ({ value: locale, label: languageNames[locale] }))}
        />
      </SettingsLine>
    </div>
  )
}
