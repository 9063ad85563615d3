"use client"

import { useRouter } from "next/navigation"
import { useLocale } from "use-intl"
import { type Locale, localeCookie } from "#lib/domain/locale"
import { keepPreference } from "./preference-cookie"

/** Each language by its own name, whatever the page's language is. */
export const languageNames: Record<Locale, string> = { en: "English", "zh-CN": "简体中文" }

/** The language, and a setter that renders the page again in the other one without losing what is open. */
export function useLanguage(): [Locale, (locale: Locale) => void] {
  const router = useRouter()
  const setLanguage = (locale: Locale) => {
    keepPreference(localeCookie, locale)
    router.refresh()
  }
  return [useLocale(), setLanguage]
}
