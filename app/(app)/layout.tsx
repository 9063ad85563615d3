import type { ReactNode } from "react"
import { createTranslator } from "use-intl/core"
import { AwayNotice } from "#components/shell/away-notice"
import { Providers } from "#components/shell/providers"
import { Shell } from "#components/shell/shell"
import { commonMessagesOf, messagesOf } from "#lib/client/messages"
import { mayActAs } from "#lib/domain/person"
import { requirePerson } from "#lib/server/auth/current-person"
import { getContainer } from "#lib/server/container"
import { requestLocale } from "#lib/server/http/request-locale"
import type { Services } from "#lib/server/monitor/services"

/** For admins, as the page is made: what is away without which nothing new can be kept. */
async function StorageNotice({ services }: { services: Services }) {
  const away = services
    .list()
    .find(({ name, state }) => state === "away" && (name === "disk" || name === "database"))
  if (!away) return null
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "operations.services" })
  return (
    <AwayNotice text={t(away.name === "disk" ? "notice.disk" : "notice.database")} link={t("notice.link")} />
  )
}

/** Everything that needs a signed-in person, in the frame with the main navigation. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson()
  const { store, services } = await getContainer()
  const budgeted = (await store.budgets.get(person.id)) !== undefined
  const locale = await requestLocale()
  return (
    <Providers locale={locale} messages={await commonMessagesOf(locale)} person={{ ...person, budgeted }}>
      <Shell notice={mayActAs(person.role, "admin") ? <StorageNotice services={services} /> : undefined}>
        {children}
      </Shell>
    </Providers>
  )
}
