"use client"

import { Contrast, Moon, Sun } from "lucide-react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import { type Theme, themes } from "#lib/domain/locale"
import { useTheme } from "./theme"

export const themeIcons: Record<Theme, typeof Sun> = { system: Contrast, light: Sun, dark: Moon }

/** The theme, in the top bar. */
export function ThemeMenu() {
  const t = useTranslations("shell")
  const [theme, setTheme] = useTheme()
  const Icon = themeIcons[theme]
  return (
    <Menu
      label={t("theme")}
      align="end"
      trigger={(props) => (
        <IconButton {...props} label={t("theme")}>
          <Icon aria-hidden size={16} />
        </IconButton>
      )}
      entries={themes.map((name) => ({
        kind: "item",
        label: t(`themes.${name}`),
        choice: "radio",
        checked: name === theme,
        onSelect: () => setTheme(name),
      }))}
    />
  )
}
