"use client"

import { useTranslations } from "use-intl"
import { SettingsLine } from "./settings-section"

/** What this is, and which one. */
export function AboutSettings({ version, license }: { version: string; license: string }) {
  const t = useTranslations("settings.about")
  return (
    <div className="divide-y">
      <p className="max-w-measure pb-3 text-sm">{t("what")}</p>
      <SettingsLine name={t("version")}>
        <span className="figures">{version}</span>
      </SettingsLine>
      <SettingsLine name={t("licence")}>{license}</SettingsLine>
    </div>
  )
}
