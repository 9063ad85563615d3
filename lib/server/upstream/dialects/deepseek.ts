import { completionDialect } from "./completion-dialect.ts"
import type { Dialect } from "./dialect.ts"

/** The signed DeepSeek API; the base URL is the bare host. `now`: epoch ms. */
export function deepseek({ now }: { now: () => number }): Dialect {
  return completionDialect({
    id: "deepseek",
    paths: { completion: "/v1/completions", chat: "/v1/chat/completions", models: "/v1/models" },
    signed: true,
    now,
  })
}
