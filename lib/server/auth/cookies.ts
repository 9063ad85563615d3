/** One cookie of a Cookie header; undefined when it is not there, or not even encoded properly. */
export function cookieOf(header: string | null, name: string): string | undefined {
  const cookie = (header ?? "").split(/;\s*/).find((candidate) => candidate.startsWith(`${name}=`))
  if (!cookie) return undefined
  try {
    return decodeURIComponent(cookie.slice(name.length + 1))
  } catch {
    return undefined
  }
}
