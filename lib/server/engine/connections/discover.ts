import { type ConnectionTemplate, connectionTemplates } from "#lib/domain/connection-templates"
import type { Discovered } from "#lib/domain/managed-connection"
import type { Store } from "#lib/server/store/store"
import { none } from "#lib/server/upstream/credentials/none"
import { readImageModels } from "#lib/server/upstream/dialects/image-models"
import { modelListRequest, readModelList } from "#lib/server/upstream/dialects/model-list"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { isLoopbackName } from "#lib/server/upstream/loopback-name"

/** A server of this machine answers at once, or it is none. In ms, for all of them together. */
const longestMs = 1000

/** Looks for model servers on the usual ports of this machine: those whose answer is a list of models. */
export async function discoverServers(
  deps: { store: Store; http: UpstreamHttp; now: () => number },
  templates: readonly ConnectionTemplate[] = connectionTemplates,
): Promise<Discovered[]> {
  const signal = AbortSignal.timeout(longestMs)
  const answers = await Promise.all(templates.map((template) => ask(template, signal, deps)))
  const rows = await deps.store.connections.managed()
  return answers.flatMap((answer) => {
    if (!answer) return []
    const there = rows.find((row) => samePlace(row.base_url, answer.baseUrl))
    return [{ ...answer, ...(there ? { connectionId: there.id } : {}) }]
  })
}

async function ask(
  template: ConnectionTemplate,
  signal: AbortSignal,
  { http, now }: { http: UpstreamHttp; now: () => number },
): Promise<Discovered | undefined> {
  if (!template.discover) return undefined
  const { port, path } = template.discover
  try {
    const response = await http.send(modelListRequest(`http://127.0.0.1:${port}${path}`), {
      credential: none(),
      signal,
      trust: "operator",
      timeLimits: { connectMs: longestMs, silenceMs: longestMs },
    })
    if (response.status !== 200) {
      response.discard()
      return undefined
    }
    const models = await (template.images ? readImageModels(response, now()) : readModelList(response))
    return { template: template.id, name: template.name, baseUrl: template.baseUrl, models: models.length }
  } catch {
    // Nobody there, or something else: either way nothing to offer.
    return undefined
  }
}

/** True for two addresses of this machine with the same port, or the same address. */
function samePlace(a: string, b: string): boolean {
  const [one, other] = [URL.parse(a), URL.parse(b)]
  if (!one || !other || one.port !== other.port) return false
  return isLoopbackName(one.hostname) && isLoopbackName(other.hostname)
}
