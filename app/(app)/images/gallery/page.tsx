import type { Metadata } from "next"
import { createTranslator } from "use-intl/core"
import { Gallery } from "#components/images/gallery/gallery"
import { messagesOf } from "#lib/client/messages"
import { requestLocale } from "#lib/server/http/request-locale"

export async function generateMetadata(): Promise<Metadata> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "images.gallery" })
  return { title: t("title") }
}

export default function GalleryPage() {
  return <Gallery />
}
