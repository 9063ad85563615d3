/** The interface's languages, by their BCP 47 tag. */
export const locales = ["en", "zh-CN"] as const
export type Locale = (typeof locales)[number]

export const themes = ["system", "light", "dark"] as const
export type Theme = (typeof themes)[number]

/** Names of the cookies that keep the two choices; readable by the page, no secret in them. */
export const localeCookie = "locale"
export const themeCookie = "theme"

/** The language to speak: the chosen one, else the browser's first that we have, else English. */
export function localeOf(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const known = locales.find((locale) => locale === chosen)
  if (known) return known
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...options] = part.trim().split(";")
      const quality = options.map((option) => /^\s*q=([\d.]+)/.exec(option)?.[1]).find(Boolean)
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag !== "" && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) {
    if (tag === "zh" || tag.startsWith("zh-")) return "zh-CN"
    if (tag === "en" || tag.startsWith("en-")) return "en"
  }
  return "en"
}

/** The chosen theme; anything unknown follows the system. */
export function themeOf(chosen: string | undefined): Theme {
  return themes.find((theme) => theme === chosen) ?? "system"
}
