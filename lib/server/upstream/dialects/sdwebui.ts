import { BracketError } from "#lib/domain/errors"
import { failing, isSuccess } from "./completion-dialect.ts"
import type { Dialect, UpstreamResponse } from "./dialect.ts"
import { imageModelsRequest, readImageModels } from "./image-models.ts"
import { statusError } from "./status-errors.ts"
import { webUiEvents } from "./webui-answer.ts"
import { webUiRequest } from "./webui-request.ts"
import { webUiWatch } from "./webui-watch.ts"

/** Stable Diffusion WebUI (AUTOMATIC1111, Forge), started with `--api`; the base URL is the bare host. `now`: epoch ms. */
export function sdwebui({ now }: { now: () => number }): Dialect {
  const errorOf = (response: UpstreamResponse) => statusError(response, { now: now(), signed: false })
  return {
    id: "sdwebui",
    writes: false,
    maskForm: "white",
    request(run, address) {
      if (run.variant.mode === "image") return webUiRequest(run, address)
      throw new BracketError("invalid_input", "This kind of connection makes images only", {
        field: "mode",
        hint: "Choose another connection for text.",
      })
    },
    events: (response) => (isSuccess(response) ? webUiEvents(response) : failing(() => errorOf(response))),
    watch: webUiWatch,
    modelsRequest: ({ baseUrl }) => imageModelsRequest(baseUrl),
    models: (response) => readImageModels(response, now()),
    balanceRequest: () => undefined,
    async balance(response) {
      throw await errorOf(response)
    },
  }
}
