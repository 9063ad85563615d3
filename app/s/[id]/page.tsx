import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import { cache } from "react"
import { createTranslator } from "use-intl/core"
import { SharePage } from "#components/share/share-page"
import { Providers } from "#components/shell/providers"
import { messagesOf } from "#lib/client/messages"
import { shareAddress } from "#lib/domain/share"
import { currentPerson } from "#lib/server/auth/current-person"
import { getContainer } from "#lib/server/container"
import { requestLocale } from "#lib/server/http/request-locale"
import { readShare } from "#lib/server/http/share-access"

type Params = { params: Promise<{ id: string }> }

const shareFor = cache(async (id: string) => readShare(await getContainer(), id, await currentPerson()))

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const found = await shareFor((await params).id)
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "share.page" })
  // Who may not read it is not told its name either.
  const title = found.kind === "share" ? found.share.title || t("untitled") : t("gone.title")
  const { publicUrl } = await getContainer()
  return {
    title,
    metadataBase: new URL(publicUrl),
    openGraph: { title, type: "article" },
    twitter: { card: "summary_large_image", title },
  }
}

/** What is behind a link: read without an account when it is for whoever has it. */
export default async function ShareLinkPage({ params }: Params) {
  const { id } = await params
  const found = await shareFor(id)
  if (found.kind === "sign-in") redirect(`/sign-in?to=${encodeURIComponent(shareAddress(id))}`)
  if (found.kind !== "share") notFound()
  const reader = await currentPerson()
  const locale = await requestLocale()
  return (
    <Providers locale={locale} messages={await messagesOf(locale)}>
      <SharePage share={found.share} reader={reader} isOwn={reader?.id === found.ownerId} />
    </Providers>
  )
}
