import type { DialectId } from "#lib/domain/connection"
import { deepseek } from "./deepseek.ts"
import type { Dialect } from "./dialect.ts"
import { openai } from "./openai.ts"
import { sdwebui } from "./sdwebui.ts"

/** All dialects, by id. `now` (epoch ms) is compared with the clocks of upstreams. */
export function createDialects(options: { now: () => number }): (id: DialectId) => Dialect {
  const dialects: Record<DialectId, Dialect> = {
    deepseek: deepseek(options),
    openai: openai(options),
    sdwebui: sdwebui(options),
  }
  return (id) => dialects[id]
}

/** The dialects by this machine's clock. */
export const dialectOf = createDialects({ now: Date.now })
