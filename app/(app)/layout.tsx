import type { ReactNode } from "react"
import { Providers } from "#components/shell/providers"
import { Shell } from "#components/shell/shell"
import { commonMessagesOf } from "#lib/client/messages"
import { requirePerson } from "#lib/server/auth/current-person"
import { getContainer } from "#lib/server/container"
import { requestLocale } from "#lib/server/http/request-locale"

/** Everything that needs a signed-in person, in the frame with the main navigation. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson()
  const { store } = await getContainer()
  const budgeted = (await store.budgets.get(person.id)) !== undefined
  const locale = await requestLocale()
  return (
    <Providers locale={locale} messages={await commonMessagesOf(locale)} person={{ ...person, budgeted }}>
      <Shell>{children}</Shell>
    </Providers>
  )
}
