import { completionDialect } from "./completion-dialect.ts"
import type { Dialect } from "./dialect.ts"
import { openAiImageRequest } from "./openai-image-request.ts"

/** Everything compatible with OpenAI; the base URL includes the version where there is one. `now`: epoch ms. */
export function openai({ now }: { now: () => number }): Dialect {
  return completionDialect({
    id: "openai",
    paths: { completion: "/completions", chat: "/chat/completions", models: "/models" },
    imageRequest: openAiImageRequest,
    maskForm: "transparent",
    signed: false,
    now,
  })
}
