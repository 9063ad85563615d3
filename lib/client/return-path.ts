const home = "/playground"

/**
 * Where to go after signing in: a path of this site, or the playground. Browsers read `//host`, `/\host` and
 * control characters as ways to other sites, so what stays after parsing must be the very same path.
 */
export function safeReturnPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/") || !URL.canParse(wanted, "http://here.invalid")) {
    return home
  }
  const url = new URL(wanted, "http://here.invalid")
  const path = url.pathname + url.search + url.hash
  const isHere = url.origin === "http://here.invalid" && path === wanted && !path.startsWith("//")
  return isHere && url.pathname !== "/sign-in" && !url.pathname.startsWith("/api/") ? path : home
}
