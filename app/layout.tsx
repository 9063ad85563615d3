import type { Metadata, Viewport } from "next"
import localFont from "next/font/local"
import { cookies } from "next/headers"
import type { ReactNode } from "react"
import { createTranslator } from "use-intl/core"
import { messagesOf } from "#lib/client/messages"
import { themeCookie, themeOf } from "#lib/domain/locale"
import { requestLocale } from "#lib/server/http/request-locale"
import "./globals.css"

/** The Latin part of the interface's face: preloaded, everything else follows by unicode-range. */
const plex = localFont({
  src: "../node_modules/@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2",
  weight: "100 700",
  variable: "--font-plex",
  display: "swap",
  adjustFontFallback: "Arial",
})

export async function generateMetadata(): Promise<Metadata> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "app" })
  return {
    title: { default: t("name"), template: `%s · ${t("name")}` },
    description: t("description"),
    robots: { index: false, follow: false },
  }
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  colorScheme: "light dark",
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(themeCookie)?.value)
  return (
    <html lang={await requestLocale()} data-theme={theme} className={plex.variable}>
      <body>{children}</body>
    </html>
  )
}
