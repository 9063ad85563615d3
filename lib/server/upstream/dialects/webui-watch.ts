import { bodyBytes } from "#lib/server/upstream/body-text"
import type {
  UpstreamAddress,
  UpstreamEvent,
  UpstreamRequest,
  UpstreamResponse,
  UpstreamRun,
  Watch,
} from "./dialect.ts"
import { imageBytes } from "./image-bytes.ts"
import { imageHeaders } from "./image-fields.ts"
import { asInteger, asObject, asText, type JsonObject, parseJson } from "./json-object.ts"

/** Often enough to look alive; a preview comes with every tenth step only. */
const everyMs = 500
const maxProgressBytes = 32 * 1024 * 1024

/** Steps of a server that counts none: it tells a share, which is shown in hundredths. */
const shares = 100

/**
 * How a Stable Diffusion WebUI is watched. Its own page asks for one task by name: only there where it serves the
 * page, and no password. The API knows but one progress, of whatever the server works on just now; that there may be
 * others, whose progress it is, cannot be seen by it.
 */
export function webUiWatch({ variant, taskId }: UpstreamRun, { baseUrl }: UpstreamAddress): Watch {
  const steps = asInteger(variant.parameters.steps) ?? shares
  const post = (path: string, body: object): UpstreamRequest => ({
    method: "POST",
    url: new URL(baseUrl + path),
    headers: imageHeaders("application/json", "application/json"),
    body: new TextEncoder().encode(JSON.stringify(body)),
  })
  let preview = -1
  let isQueued = false

  async function ofTask(response: UpstreamResponse): Promise<UpstreamEvent[]> {
    const said = await progressOf(response)
    isQueued = said?.queued === true && said.active !== true
    if (said?.active !== true) return []
    preview = asInteger(said.id_live_preview) ?? preview
    return spoken(said.progress, said.eta, said.live_preview, steps)
  }

  async function ofServer(response: UpstreamResponse): Promise<UpstreamEvent[]> {
    const said = await progressOf(response)
    const state = asObject(said?.state)
    // Nothing is worked on; just after the start the count of jobs is -1.
    if (!said || asInteger(state?.job_count) === 0) return []
    return spoken(
      said.progress,
      said.eta_relative,
      said.current_image,
      asInteger(state?.sampling_steps) || steps,
    )
  }

  const ways: Watch["ways"] = [
    {
      request: () => ({
        method: "GET",
        url: new URL(`${baseUrl}/sdapi/v1/progress?skip_current_image=false`),
        headers: { accept: "application/json", "accept-encoding": "identity", "user-agent": "Bracket" },
      }),
      read: ofServer,
    },
  ]
  if (taskId !== undefined)
    ways.unshift({
      request: () =>
        post("/internal/progress", { id_task: taskId, id_live_preview: preview, live_preview: true }),
      read: ofTask,
    })
  return {
    everyMs,
    ways,
    interrupt: () => (isQueued ? undefined : post("/sdapi/v1/interrupt", {})),
  }
}

async function progressOf({ body, room }: UpstreamResponse): Promise<JsonObject | undefined> {
  const bytes = await bodyBytes(body, maxProgressBytes, room)
  room?.give(bytes.length)
  return asObject(parseJson(new TextDecoder().decode(bytes)))
}

function spoken(progress: unknown, eta: unknown, image: unknown, steps: number): UpstreamEvent[] {
  const share = typeof progress === "number" ? Math.min(Math.max(progress, 0), 1) : 0
  // In seconds; the server guesses wildly, and below nothing, before it has done a step.
  const etaMs = typeof eta === "number" && eta > 0 && share > 0 ? Math.round(eta * 1000) : undefined
  const bytes = imageBytes(asText(image) ?? "")
  return [
    {
      type: "progress",
      step: Math.round(share * steps),
      steps,
      ...(etaMs === undefined ? {} : { etaMs }),
    },
    ...(bytes ? [{ type: "image", index: 0, partial: true, bytes } as const] : []),
  ]
}
