import type { LookedAt } from "#lib/domain/people-schema"
import { ApiError, readError, request } from "./request.ts"

/*
 * next-auth's own REST calls, made directly: its browser client leaves the page when the server cannot be
 * reached, where we want to say so in place, and it is larger than all of this page's own code.
 */
const answers = () => import("#lib/domain/answers")

/** Spends the token of a printed link. Throws an ApiError: `invalid_sign_in`, `rate_limited`, `offline` ... */
export async function signInWithLink(token: string): Promise<void> {
  await post("/api/auth/callback/link", { token })
}

/** Signs in by e-mail and password. Throws as `signInWithLink` does. */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  await post("/api/auth/callback/password", { email, password })
}

/** Whom the invitation of a link is for; does not spend it. Throws an ApiError: `not_found`, `rate_limited` ... */
export function lookAtInvitation(token: string): Promise<LookedAt> {
  const answer = async () => (await import("#lib/domain/people-schema")).lookedAtAnswer
  return request(answer, "/api/people/invitations/look", { method: "POST", body: { token } })
}

/** Spends an invitation and signs in as the person that it makes. Throws as `signInWithLink` does, and `conflict`. */
export async function acceptInvitation(token: string, name: string, password: string): Promise<void> {
  await post("/api/auth/callback/invitation", { token, name, password })
}

/** Goes to a provider, which sends the browser back to `returnTo`, signed in. Throws when there is no way there. */
export async function signInWithProvider(id: string, returnTo: string): Promise<void> {
  const address = await post(`/api/auth/signin/${id}`, { callbackUrl: returnTo })
  window.location.assign(address)
}

/** Ends this session. */
export async function signOut(): Promise<void> {
  await post("/api/auth/signout", {})
}

/** Where next-auth would send the browser. */
async function post(path: string, fields: Record<string, string>): Promise<string> {
  const { csrfToken } = await request(async () => (await answers()).csrfAnswer, "/api/auth/csrf")
  const body = new URLSearchParams({
    callbackUrl: window.location.origin,
    ...fields,
    csrfToken,
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
  const { url } = landing.data
  const refusal = new URL(url, window.location.origin).searchParams.get("error")
  if (refusal !== null) throw new ApiError(refusal, "Refused.", { status: response.status })
  return url
}
