import type { Metadata } from "next"
import { createTranslator } from "use-intl/core"
import { NotThere } from "#components/shell/not-there"
import { messagesOf } from "#lib/client/messages"
import { requestLocale } from "#lib/server/http/request-locale"

async function translator() {
  const locale = await requestLocale()
  return createTranslator({ locale, messages: await messagesOf(locale), namespace: "share.page.gone" })
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())("title") }
}

/** One page for whatever leads nowhere: a link that never was, has expired, or was revoked. */
export default async function NoShare() {
  const t = await translator()
  const isChinese = (await requestLocale()) === "zh-CN"
  return <NotThere title={t("title")} hint={t("hint")} home={t("home")} isChinese={isChinese} />
}
