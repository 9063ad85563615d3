import type { Metadata } from "next"
import Link from "next/link"
import { createTranslator } from "use-intl/core"
import { Mark } from "#components/shell/mark"
import { buttonClass } from "#components/ui/button"
import { messagesOf } from "#lib/client/messages"
import { requestLocale } from "#lib/server/http/request-locale"

async function translator() {
  const locale = await requestLocale()
  return createTranslator({ locale, messages: await messagesOf(locale), namespace: "shell.notFound" })
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator())("title") }
}

export default async function NotFoundPage() {
  const t = await translator()
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-6 pb-24">
      <Mark size={32} />
      <h1 className="mt-2 text-xl">{t("title")}</h1>
      <p className="text-pretty text-ink-2 text-read">{t("hint")}</p>
      <Link href="/playground" className={buttonClass({ variant: "primary", className: "mt-2" })}>
        {t("home")}
      </Link>
    </main>
  )
}
