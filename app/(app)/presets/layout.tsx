import type { Metadata } from "next"
import type { ReactNode } from "react"
import { createTranslator } from "use-intl/core"
import { Presets } from "#components/presets/presets"
import { messagesOf } from "#lib/client/messages"
import { requestLocale } from "#lib/server/http/request-locale"

export async function generateMetadata(): Promise<Metadata> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "nav" })
  return { title: t("presets") }
}

/** List and preset are one view that reads the address itself, so that moving from one to the next asks for no page. */
export default function PresetsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <Presets />
      {children}
    </>
  )
}
