import type { AuditRecorder } from "#lib/server/audit/audit-recorder"
import type { Connections } from "#lib/server/engine/connections"
import { sleep } from "#lib/server/engine/sleep"
import { createOAuth, type OAuth } from "#lib/server/oauth/oauth"
import { createOAuthClients } from "#lib/server/oauth/oauth-clients"
import type { SecretBox } from "#lib/server/secrets/secret-box"
import type { RunningSandbox } from "#lib/server/start-sandbox"
import type { KeyValue } from "#lib/server/store/key-value"
import type { Store } from "#lib/server/store/store"
import type { UpstreamHttp } from "#lib/server/upstream/http"

/** OAuth 2.0 for the connections of this node. `connections` is asked later: each of the two needs the other. */
export function openOAuth(deps: {
  store: Store
  secrets: SecretBox
  keyValue: KeyValue
  http: UpstreamHttp
  audit: AuditRecorder
  sandbox: RunningSandbox
  connections: () => Connections
  now: () => number
}): OAuth {
  const { store, secrets, keyValue, http, audit, sandbox, now } = deps
  return createOAuth({
    clientOf: createOAuthClients({
      store: store.connections,
      sandbox,
      configured: (id) => deps.connections().oauthClient(id),
    }),
    tokens: store.oauthTokens,
    secrets,
    keyValue,
    http,
    now,
    wait: (ms) => sleep(ms, new AbortController().signal),
    onWithdrawn: (connectionId) =>
      audit.record({
        action: "connection.oauth.withdrawn",
        personId: null,
        target: connectionId,
        outcome: "refused",
        // Nobody called: the server did, about a run or a reading of models.
        address: "",
        requestId: "",
        details: {},
      }),
  })
}
