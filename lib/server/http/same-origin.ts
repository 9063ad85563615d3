import { BracketError } from "#lib/domain/errors"

/**
 * Refuses a mutation that another site's page sent. Browsers say where a request comes from in Sec-Fetch-Site and in
 * Origin; a client that sends neither is no browser, so it cannot ride on someone's cookies unseen.
 * Throws `BracketError("foreign_origin")`.
 */
export function assertSameOrigin(headers: Headers): void {
  const site = headers.get("sec-fetch-site")
  const origin = headers.get("origin")
  const host = headers.get("x-forwarded-host")?.split(",")[0]?.trim() ?? headers.get("host")
  const foreignSite = site !== null && site !== "same-origin" && site !== "none"
  const foreignOrigin = origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host)
  if (foreignSite || foreignOrigin)
    throw new BracketError("foreign_origin", "This call came from another site.", {
      hint: "Call it from Bracket's own pages, or without an Origin header.",
    })
}
