import type { Sampling } from "#lib/sandbox/language/sampling"
import { parseChat } from "./chat-request.ts"
import { parseCompletion } from "./completion-request.ts"

export type Endpoint = "completion" | "chat"

/** A JSON schema, as far as the sandbox looks at it. */
export type JsonSchema = { [key: string]: unknown }

/** A function that may be asked for. */
export interface ToolDescription {
  name: string
  description: string
  parameters: JsonSchema
}

/** A request to either text endpoint, with every default filled in. */
export interface TextRequest {
  endpoint: Endpoint
  model: string
  /** The raw prompt, or the last message of the user. */
  prompt: string
  /** The other messages. */
  background: string
  /** Everything that counts as prompt: one text, or one per message. */
  promptParts: string[]
  suffix: string
  echo: boolean
  /** The beginning of a chat's answer; undefined when nothing is begun. */
  prefix: string | undefined
  /** The functions that may be asked for now, and whether one has to be. */
  tools: ToolDescription[]
  mustCall: boolean
  /** What tools have answered since the user spoke. */
  toolResults: { name: string; text: string }[]
  /** A call of an earlier message comes without the thinking that led to it. */
  lacksReasoning: boolean
  /** JSON is wanted: by a schema, or any (`{}` without one). */
  json: { schema: JsonSchema | undefined } | undefined
  sampling: Sampling
  maxTokens: number
  stop: string[]
  seed: number | undefined
  n: number
  stream: boolean
  includeUsage: boolean
  /** How many alternatives to report with each token; undefined for no logprobs at all. */
  logprobs: number | undefined
  thinking: boolean
  effort: "low" | "high" | "max"
}

/** Reads a request of the contract's section 4 or its chat form; throws 400 with `param` for what is wrong. */
export function parseTextRequest(endpoint: Endpoint, input: unknown): TextRequest {
  return endpoint === "chat" ? parseChat(input) : parseCompletion(input)
}
