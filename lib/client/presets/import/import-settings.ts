import type { Mode, ProviderId } from "#lib/domain/connection"
import { sizeOf } from "#lib/domain/image-parameters"
import { describeModel } from "#lib/domain/models"
import { hasThinking } from "#lib/domain/parameter-spec"
import {
  type ParameterSpec,
  type Parameters,
  type ParameterTarget,
  type ParameterValue,
  parameterSpecs,
} from "#lib/domain/parameters"
import { maxSamples } from "#lib/domain/setup"
import { readAnswerSchema, readTools, reservedField } from "#lib/domain/tools"
import type { AnswerSchema, Tool } from "#lib/domain/tools-schema"
import { asFields, asText, type Fields } from "./json-value.ts"

/** What of a request's body is neither its model nor its prompt. */
export interface ReadSettings {
  parameters: Parameters
  tools?: Tool[]
  answerSchema?: AnswerSchema
  samples: number
  /** Fields without a control here, or with a value that the control does not have: sent as they are. */
  extra: Fields
  /** Fields that Bracket writes itself. */
  left: string[]
}

/** Said of how the answer travels, which is Bracket's own matter: nobody misses them. */
const silent = ["model", "messages", "prompt", "stream", "stream_options"]

/** How fields of other servers are called here. */
const aliases: Record<string, string> = {
  max_completion_tokens: "max_tokens",
  max_new_tokens: "max_tokens",
  denoising_strength: "strength",
  batch_size: "num_images",
}

/** Reads the settings of a body. `taken`: fields that have been read already. */
export function readSettings(
  body: Fields,
  { mode, provider, model }: { mode: Mode; provider: ProviderId; model: string },
  taken: readonly string[] = [],
): ReadSettings {
  const target: ParameterTarget = { provider, mode, model: describeModel(provider, model) }
  const read: ReadSettings = { parameters: {}, samples: 1, extra: {}, left: [] }
  const rest = new Map(
    Object.entries(body).filter(
      ([name, value]) => value !== null && !silent.includes(name) && !taken.includes(name),
    ),
  )
  if (mode === "image") takePictureFields(rest, read)
  else takeTextFields(rest, read, target)
  for (const [name, value] of rest) {
    const called = Object.hasOwn(aliases, name) ? aliases[name] : name
    const spec = parameterSpecs.find((known) => known.name === called)
    const own = spec?.taken(target) ? ownValue(spec, value) : undefined
    if (spec && own !== undefined) read.parameters[spec.name] = own
    else if (reservedField({ [name]: value }) !== undefined) read.left.push(name)
    else read.extra = { ...read.extra, [name]: value }
  }
  return read
}

/** What a request for images writes in another way than a control here. */
function takePictureFields(rest: Map<string, unknown>, { parameters }: ReadSettings) {
  const count = rest.get("n")
  if (isCount(count)) {
    parameters.num_images = count
    rest.delete("n")
  }
  const size = `${rest.get("width")}x${rest.get("height")}`
  if (sizeOf(size)) {
    parameters.size = size
    rest.delete("width")
    rest.delete("height")
  }
  // Whether pictures come as data or as addresses is the dialect's own matter.
  if (typeof rest.get("response_format") === "string") rest.delete("response_format")
}

/** What a request for text writes in another way than a control here. */
function takeTextFields(rest: Map<string, unknown>, read: ReadSettings, target: ParameterTarget) {
  const { parameters } = read
  const count = rest.get("n")
  if (isCount(count)) {
    read.samples = Math.min(count, maxSamples)
    rest.delete("n")
  }
  if (takeFormat(rest.get("response_format"), read)) rest.delete("response_format")
  const tools = rest.get("tools")
  if (Array.isArray(tools)) {
    const { value, problem } = readTools(JSON.stringify(tools))
    if (value) read.tools = value
    if (!problem) rest.delete("tools")
  }
  const thinking = asFields(rest.get("thinking"))?.type
  if (hasThinking(target) && (thinking === "enabled" || thinking === "disabled")) {
    parameters.thinking = thinking === "enabled"
    rest.delete("thinking")
  }
  const logprobs = rest.get("logprobs")
  if (typeof logprobs === "boolean") {
    const top = rest.get("top_logprobs")
    if (logprobs) parameters.logprobs = Number.isInteger(top) ? Number(top) : 0
    rest.delete("logprobs")
    rest.delete("top_logprobs")
  }
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1

function takeFormat(format: unknown, read: ReadSettings): boolean {
  const { type, json_schema: schema } = asFields(format) ?? {}
  const kind = asText(type)
  if (kind === "text" || kind === "json_object") {
    read.parameters.response_format = kind
    return true
  }
  if (kind !== "json_schema") return false
  const { value } = readAnswerSchema(JSON.stringify(schema ?? null))
  if (!value) return false
  read.parameters.response_format = kind
  read.answerSchema = value
  return true
}

/** The value as the parameter's control has it; undefined for one that it cannot have. */
function ownValue(spec: ParameterSpec, value: unknown): ParameterValue | undefined {
  switch (spec.kind) {
    case "number":
      return typeof value === "number" ? value : undefined
    case "integer":
      return typeof value === "number" && Number.isInteger(value) ? value : undefined
    case "switch":
      return typeof value === "boolean" ? value : undefined
    case "size":
      return typeof value === "string" && sizeOf(value) ? value : undefined
    case "choice":
      return asText(value)
    case "strings":
      return textsOf(typeof value === "string" ? [value] : value, spec.maxItems)
  }
}

function textsOf(value: unknown, most: number): string[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined
  return value.every((one): one is string => typeof one === "string") ? value : undefined
}
