import type { Connection } from "#lib/domain/connection"
import { knownModels } from "#lib/domain/models"

/** The sandbox as the browser knows it. */
export const sandbox: Connection = {
  id: "sandbox",
  name: "Sandbox",
  dialect: "deepseek",
  provider: "sandbox",
  host: "sandbox",
  credential: { kind: "hmac" },
  models: knownModels("sandbox"),
}
