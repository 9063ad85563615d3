import { faultModels, imageFaultModels } from "#lib/domain/models"
import { ApiError } from "./api-error.ts"
import { invalidValue } from "./request-fields.ts"

/** How fast a model speaks, in milliseconds. */
export interface Pace {
  firstToken: number
  perToken: number
}

export interface SandboxModel {
  id: string
  makes: "text" | "image"
  pace: Pace
  /** Thinks before it answers in a chat, unless told not to. */
  thinks: boolean
}

/** As fast as a hosted model of medium size. */
const lifelike: Pace = { firstToken: 150, perToken: 1000 / 60 }
/** For tests: nearly no waiting, but every token still a chunk of its own. */
const fast: Pace = { firstToken: 5, perToken: 1 }

export const sandboxModels: SandboxModel[] = [
  { id: "sandbox-small", makes: "text", pace: lifelike, thinks: false },
  { id: "sandbox-fast", makes: "text", pace: fast, thinks: false },
  { id: "sandbox-thinking", makes: "text", pace: lifelike, thinks: true },
  { id: "sandbox-image", makes: "image", pace: fast, thinks: false },
  ...faultModels.map((id) => ({ id, makes: "text" as const, pace: fast, thinks: false })),
  ...imageFaultModels.map((id) => ({ id, makes: "image" as const, pace: fast, thinks: false })),
]

/** Tokens of prompt and answer together. */
export const contextLimit = 32_768

const places = {
  text: "it writes text: send it to POST /v1/chat/completions or /v1/completions",
  image: "it makes images: send it to POST /v1/images/generations",
}

/** The model of an id; throws 404 `model_not_found`, and 400 for a model that makes something else. */
export function findModel(id: string, makes: SandboxModel["makes"]): SandboxModel {
  const model = sandboxModels.find((candidate) => candidate.id === id)
  if (model?.makes === makes) return model
  if (model) throw invalidValue("model", `"${id}" cannot be used here; ${places[model.makes]}.`)
  throw new ApiError(404, "model_not_found", `There is no model "${id.slice(0, 100)}". See GET /v1/models.`, {
    param: "model",
  })
}

/** The answer of `GET /v1/models`. `created` is a fixed date: the models are part of the release. */
export function listModels(): object {
  const created = Date.UTC(2026, 10, 1) / 1000
  const data = sandboxModels.map(({ id }) => ({ id, object: "model", created, owned_by: "bracket-sandbox" }))
  return { object: "list", data }
}
