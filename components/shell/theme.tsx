"use client"

import { useSyncExternalStore } from "react"
import { type Theme, themeCookie, themeOf } from "#lib/domain/locale"
import { keepPreference } from "./preference-cookie"

const changed = "bracket:theme"

/**
 * The theme, read from and written to `<html data-theme>`, which the server sets from the cookie: no script
 * before first paint, no flash. The stylesheet does the rest with light-dark().
 */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(
    subscribe,
    () => themeOf(document.documentElement.dataset.theme),
    () => "system" as const,
  )
  return [theme, setTheme]
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(changed, onChange)
  return () => window.removeEventListener(changed, onChange)
}

function setTheme(theme: Theme) {
  keepPreference(themeCookie, theme)
  document.documentElement.dataset.theme = theme
  window.dispatchEvent(new Event(changed))
}
