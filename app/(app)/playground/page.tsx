import type { Metadata } from "next"
import { cookies } from "next/headers"
import { createTranslator } from "use-intl/core"
import { Playground } from "#components/playground/playground"
import { historyPlace, type PlaceQuery } from "#lib/client/history-place"
import { messagesOf } from "#lib/client/messages"
import { workspaceCookie } from "#lib/client/workspace-key"
import { requirePerson } from "#lib/server/auth/current-person"
import { getContainer } from "#lib/server/container"
import { requestLocale } from "#lib/server/http/request-locale"

async function pageName(): Promise<string> {
  const locale = await requestLocale()
  const t = createTranslator({ locale, messages: await messagesOf(locale), namespace: "nav" })
  return t("playground")
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: await pageName() }
}

export default async function PlaygroundPage(props: { searchParams: Promise<PlaceQuery> }) {
  const open = historyPlace(await props.searchParams)
  const person = await requirePerson()
  const { connections } = await getContainer()
  return (
    <>
      <h1 className="sr-only">{await pageName()}</h1>
      <Playground
        kind="text"
        person={person}
        open={open}
        known={await connections.known(person.id)}
        returning={(await cookies()).has(workspaceCookie.text)}
      />
    </>
  )
}
