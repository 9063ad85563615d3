import type { Metadata } from "next"
import { createTranslator } from "use-intl/core"
import { OpenLink } from "#components/share/open-link"
import { Providers } from "#components/shell/providers"
import { messagesOf } from "#lib/client/messages"
import { currentPerson } from "#lib/server/auth/current-person"
import { requestLocale } from "#lib/server/http/request-locale"

export async function generateMetadata(): Promise<Metadata> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "share.private" })
  return { title: t("link") }
}

/** Where private links lead. What they hold stands behind the #, which only the browser sees. */
export default async function OpenPage() {
  const locale = await requestLocale()
  return (
    <Providers locale={locale} messages={await messagesOf(locale)}>
      <OpenLink reader={await currentPerson()} />
    </Providers>
  )
}
