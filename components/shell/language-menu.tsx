"use client"

import { Languages } from "lucide-react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import { locales } from "#lib/domain/locale"
import { languageNames, useLanguage } from "./language"

/** The language, in the top bar and on the sign-in page. */
export function LanguageMenu() {
  const t = useTranslations("shell")
  const [language, setLanguage] = useLanguage()
  return (
    <Menu
      label={t("language")}
      align="end"
      trigger={(props) => (
        <IconButton {...props} label={t("language")}>
          <Languages aria-hidden size={16} />
        </IconButton>
      )}
      entries={locales.map((locale) => ({
        kind: "item",
        label: languageNames[locale],
        choice: "radio",
        checked: locale === language,
        onSelect: () => setLanguage(locale),
      }))}
    />
  )
}
