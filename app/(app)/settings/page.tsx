import type { Metadata } from "next"
import { createTranslator } from "use-intl/core"
import { Settings } from "#components/settings/settings"
import { OperationsMessages } from "#components/shell/operations-messages"
import { messagesOf, operationsMessagesOf } from "#lib/client/messages"
import { requestLocale } from "#lib/server/http/request-locale"
import { readVersion } from "#lib/server/version"

export async function generateMetadata(): Promise<Metadata> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "nav" })
  return { title: t("settings") }
}

export default async function SettingsPage() {
  return (
    <OperationsMessages messages={await operationsMessagesOf(await requestLocale())}>
      <Settings {...readVersion()} />
    </OperationsMessages>
  )
}
