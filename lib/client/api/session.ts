import { ApiError, readError, request } from "./request.ts"

/*
 * next-auth's own REST calls, made directly: its browser client leaves the page when the server cannot be
 * reached, where we want to say so in place, and it is larger than all of this page's own code.
 */
const answers = () => import("#lib/domain/answers")

/** Spends the token of a printed link. Throws an ApiError: `invalid_sign_in`, `rate_limited`, `offline` ... */
export function signInWithLink(token: string): Promise<void> {
  return post("/api/auth/callback/link", { token })
}

/** Signs in by e-mail and password. Throws as `signInWithLink` does. */
export function signInWithPassword(email: string, password: string): Promise<void> {
  return post("/api/auth/callback/password", { email, password })
}

/** Ends this session. */
export function signOut(): Promise<void> {
  return post("/api/auth/signout", {})
}

async function post(path: string, fields: Record<string, string>): Promise<void> {
  const { csrfToken } = await request(async () => (await answers()).csrfAnswer, "/api/auth/csrf")
  const body = new URLSearchParams({
    ...fields,
    csrfToken,
    callbackUrl: window.location.origin,
    json: "true",
  })
  const response = await fetch(path, { method: "POST", body }).catch((cause: unknown) => {
    throw new ApiError("offline", "The server cannot be reached.", { cause })
  })
  // next-auth answers with where it would go; a refusal is a code in that address.
  const json: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  const landing = (await answers()).landingAnswer.safeParse(json)
  if (!landing.success) throw await readError(response)
  const refusal = new URL(landing.data.url, window.location.origin).searchParams.get("error")
  if (refusal !== null) throw new ApiError(refusal, "Refused.", { status: response.status })
}
