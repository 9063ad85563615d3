import type { Metadata } from "next"
import type { ReactNode } from "react"
import { createTranslator } from "use-intl/core"
import { History } from "#components/history/history"
import { messagesOf } from "#lib/client/messages"
import { requestLocale } from "#lib/server/http/request-locale"

export async function generateMetadata(): Promise<Metadata> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "nav" })
  return { title: t("history") }
}

/** List and detail are one view that reads the address itself, so that moving from run to run asks for no page. */
export default function HistoryLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <History />
      {children}
    </>
  )
}
