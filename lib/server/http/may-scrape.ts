import { createHash, timingSafeEqual } from "node:crypto"
import { BracketError } from "#lib/domain/errors"
import { mayActAs } from "#lib/domain/person"
import type { SignedIn } from "#lib/server/auth/signed-in"

/**
 * Whoever brings the token may read the metrics, and a signed-in admin. Throws `BracketError`: `not_found` for everybody
 * else where there is no token, so that nobody learns what is not offered; `unauthenticated` where there is one.
 */
export function assertMayScrape(
  authorization: string | null,
  who: SignedIn | undefined,
  token: string | undefined,
): void {
  if (who && mayActAs(who.person.role, "admin")) return
  if (token === undefined) throw new BracketError("not_found", "There is no such call.")
  const given = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1]
  if (given === undefined || !isSame(given, token))
    throw new BracketError("unauthenticated", "The metrics are read with a token.", {
      hint: "Send the METRICS_TOKEN of this server as Authorization: Bearer.",
    })
}

/** In the same time whatever differs; of hashes, so that lengths do not show either. */
function isSame(given: string, expected: string): boolean {
  const [first, second] = [given, expected].map((text) => createHash("sha256").update(text).digest())
  return first !== undefined && second !== undefined && timingSafeEqual(first, second)
}
