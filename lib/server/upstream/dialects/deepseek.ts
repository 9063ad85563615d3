import { completionDialect } from "./completion-dialect.ts"
import type { Dialect } from "./dialect.ts"
import { signedImageRequest } from "./signed-image-request.ts"

/** The signed DeepSeek API; the base URL is the bare host. `now`: epoch ms. */
export function deepseek({ now }: { now: () => number }): Dialect {
  return completionDialect({
    id: "deepseek",
    paths: { completion: "/v1/completions", chat: "/v1/chat/completions", models: "/v1/models" },
    imageRequest: signedImageRequest,
    maskForm: "white",
    signed: true,
    now,
  })
}
