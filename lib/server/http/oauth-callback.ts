import "server-only"
import type { SignedIn } from "#lib/server/auth/signed-in"
import type { RouteCall } from "#lib/server/http/define-route"

/**
 * Takes what a provider sent the browser back with, and leads on to Settings > Connections, which says how it ended:
 * `oauth` is `connected`, `denied`, `state` or the code of an error, `connection` is there when it is known.
 */
export async function oauthCallback(
  call: RouteCall<undefined, undefined, SignedIn | undefined>,
): Promise<Response> {
  const { container, who, address, requestId } = call
  const asking = who && { personId: who.person.id, sessionId: who.sessionId }
  const { outcome, connectionId } = await container.oauth.finish(
    new URL(call.request.url).searchParams,
    asking,
  )
  container.audit.record({
    action: "connection.oauth.connect",
    personId: who?.person.id ?? null,
    target: connectionId ?? null,
    outcome: outcome === "connected" ? "ok" : "refused",
    address,
    device: call.request.headers.get("user-agent") ?? "",
    requestId,
    details: outcome === "connected" ? {} : { code: outcome },
  })
  const query = new URLSearchParams({ oauth: outcome, ...(connectionId ? { connection: connectionId } : {}) })
  return new Response(null, {
    status: 303,
    headers: { location: `/settings?${query}#connections`, "cache-control": "no-store" },
  })
}
