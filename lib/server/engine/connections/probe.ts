import { type Model, providerSchema } from "#lib/domain/connection"
import { BracketError } from "#lib/domain/errors"
import { describeModel } from "#lib/domain/models"
import type { ConnectionRow } from "#lib/server/store/schema"
import { withDeadlines } from "#lib/server/upstream/deadlines"
import type { UpstreamRequest, UpstreamResponse } from "#lib/server/upstream/dialects/dialect"
import type { UpstreamHttp } from "#lib/server/upstream/http"
import { withoutSecrets } from "#lib/server/upstream/without-secrets"
import { listedIds, modelsOf } from "./models.ts"
import { type Target, type TargetDeps, targetOf } from "./target.ts"

/** What a test asks a connection for: its list of models, whatever its protocol, and one token where it writes text. */
export interface Probe {
  listRequest: UpstreamRequest
  readList(response: UpstreamResponse): Promise<string[]>
  /** Absent for what makes images. */
  token?: (model: Model, signal: AbortSignal) => Promise<string>
}

export async function probeOf(row: ConnectionRow, deps: TargetDeps & { http: UpstreamHttp }): Promise<Probe> {
  const target = await targetOf(row, deps)
  return {
    listRequest: target.dialect.modelsRequest(target.address),
    readList: (response) => target.dialect.models(response),
    // A server of images alone has none to give, and an image would keep it busy for as long as a run.
    ...(target.dialect.writes
      ? { token: (model, signal) => oneToken(target, model, { http: deps.http, signal }) }
      : {}),
  }
}

/** Asks for one token, as a run would: what came, of the answer or of the thinking before it. */
async function oneToken(
  target: Target,
  model: Model,
  { http, signal }: { http: UpstreamHttp; signal: AbortSignal },
): Promise<string> {
  const mode = model.modes.includes("chat") ? "chat" : "completion"
  const words = "Say hello."
  const request = target.dialect.request(
    {
      variant: {
        connectionId: target.connectionId,
        model: model.id,
        mode,
        prompt:
          mode === "chat"
            ? { kind: "chat", messages: [{ role: "user", content: words }] }
            : { kind: "text", text: words },
        parameters: { max_tokens: 1, ...(model.thinking === "default-on" ? { thinking: false } : {}) },
      },
      model,
      sample: 0,
      stream: true,
    },
    target.address,
  )
  const abort = new AbortController()
  try {
    const response = await http.send(request, { ...target, signal: AbortSignal.any([signal, abort.signal]) })
    let text = ""
    for await (const event of withDeadlines(target.dialect.events(response), target.timeLimits, abort))
      if (event.type === "delta") text += event.text
    return text.slice(0, 200)
  } catch (error) {
    throw withoutSecrets(error, request)
  }
}

/** Models of other trades, by what their makers call them: asked for a token they answer with an error. */
const noWriters = /embed|whisper|tts|audio|speech|dall-?e|image|moderation|rerank|realtime|transcri/i

/** The model to ask for a token: the wanted one, else the first of ours or of the list that looks like it writes. */
export function modelToAsk(
  row: ConnectionRow,
  listed: string[] | undefined,
  wanted?: string,
): Model | undefined {
  const provider = providerSchema.parse(row.provider)
  const { usable } = modelsOf(row)
  const byId = (id: string) => usable.find((model) => model.id === id) ?? describeModel(provider, id)
  if (wanted !== undefined) return byId(wanted)
  const known = usable.find((model) => !model.test && !noWriters.test(model.id))
  // What the list does not hold any more would fail for that alone.
  if (known && (!listed || listed.includes(known.id))) return known
  const first = (listed ?? listedIds(row)).find((id) => !noWriters.test(id))
  return first === undefined ? known : byId(first)
}

/** True for an answer that says something about the key, whatever was asked. */
export function isRefusal(error: unknown): boolean {
  const codes: unknown[] = [
    "upstream_credential",
    "upstream_quota",
    "upstream_clock",
    "upstream_balance",
    "oauth_reconnect",
  ]
  return error instanceof BracketError && codes.includes(error.code)
}

/** True where there is no list to be had: some servers have none. */
export function isMissingList(error: unknown): boolean {
  if (!(error instanceof BracketError)) return false
  return error.code === "upstream_not_found" || [405, 501].includes(Number(error.params?.status))
}
