import type { Metadata } from "next"
import { cookies } from "next/headers"
import { createTranslator } from "use-intl/core"
import { Playground } from "#components/playground/playground"
import { messagesOf } from "#lib/client/messages"
import { workspaceCookie } from "#lib/client/workspace-key"
import { requirePerson } from "#lib/server/auth/current-person"
import { getContainer } from "#lib/server/container"
import { requestLocale } from "#lib/server/http/request-locale"

export async function generateMetadata(): Promise<Metadata> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "nav" })
  return { title: t("playground") }
}

export default async function PlaygroundPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { run } = await props.searchParams
  const person = await requirePerson()
  const { connections } = await getContainer()
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "nav" })
  return (
    <>
      <h1 className="sr-only">{t("playground")}</h1>
      <Playground
        person={person}
        openRunId={typeof run === "string" ? run : undefined}
        known={await connections.known(person.id)}
        returning={(await cookies()).has(workspaceCookie)}
      />
    </>
  )
}
