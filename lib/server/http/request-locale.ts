import "server-only"
import { cookies, headers } from "next/headers"
import { type Locale, localeCookie, localeOf } from "#lib/domain/locale"

/** The language of the page being answered: the person's choice, else what the browser asks for. */
export async function requestLocale(): Promise<Locale> {
  return localeOf((await cookies()).get(localeCookie)?.value, (await headers()).get("accept-language"))
}
