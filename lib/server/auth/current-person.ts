import "server-only"
import { headers } from "next/headers"
import { redirect } from "next/navigation"
import { cache } from "react"
import type { Person } from "#lib/domain/person"
import { signedInFrom } from "#lib/server/auth/signed-in"
import { getContainer } from "#lib/server/container"

/** Who looks at this page; asked once per request. */
export const currentPerson = cache(async (): Promise<Person | undefined> => {
  const signedIn = await signedInFrom((await headers()).get("cookie"), await getContainer())
  return signedIn?.person
})

/** Like `currentPerson`, and sends everyone else to sign-in, from where they return to this page. */
export async function requirePerson(): Promise<Person> {
  const person = await currentPerson()
  if (person) return person
  const wanted = (await headers()).get("x-bracket-path") ?? "/"
  redirect(wanted === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(wanted)}`)
}
