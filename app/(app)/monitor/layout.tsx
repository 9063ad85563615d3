import type { Metadata } from "next"
import type { ReactNode } from "react"
import { createTranslator } from "use-intl/core"
import { MonitorFrame } from "#components/monitor/monitor-frame"
import { OperationsMessages } from "#components/shell/operations-messages"
import { messagesOf, operationsMessagesOf } from "#lib/client/messages"
import { requestLocale } from "#lib/server/http/request-locale"

export async function generateMetadata(): Promise<Metadata> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "nav" })
  return { title: t("monitor") }
}

export default async function MonitorLayout({ children }: { children: ReactNode }) {
  return (
    <OperationsMessages messages={await operationsMessagesOf(await requestLocale())}>
      <MonitorFrame>{children}</MonitorFrame>
    </OperationsMessages>
  )
}
