import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { createTranslator } from "use-intl/core"
import { Providers } from "#components/shell/providers"
import { SignIn } from "#components/sign-in/sign-in"
import { messagesOf } from "#lib/client/messages"
import { safeReturnPath } from "#lib/client/return-path"
import { currentPerson } from "#lib/server/auth/current-person"
import { offeredProviders } from "#lib/server/config"
import { getContainer } from "#lib/server/container"
import { requestLocale } from "#lib/server/http/request-locale"

export async function generateMetadata(): Promise<Metadata> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "signIn" })
  return { title: t("title") }
}

export default async function SignInPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { to, error } = await props.searchParams
  const returnTo = safeReturnPath(to)
  if (await currentPerson()) redirect(returnTo)
  const locale = await requestLocale()
  return (
    <Providers locale={locale} messages={await messagesOf(locale)}>
      <SignIn
        returnTo={returnTo}
        providers={offeredProviders((await getContainer()).config)}
        refused={typeof error === "string" ? error : undefined}
      />
    </Providers>
  )
}
