import * as z from "zod/mini"
import type { Sampling } from "#lib/sandbox/language/sampling"
import { ApiError } from "./api-error.ts"

export type Endpoint = "completion" | "chat"

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

const between = (least: number, most: number) =>
  z.nullish(z.number().check(z.minimum(least), z.maximum(most)))
const integer = (least: number, most: number) => z.nullish(z.int().check(z.minimum(least), z.maximum(most)))

const shared = {
  model: z.string().check(z.minLength(1)),
  temperature: between(0, 2),
  top_p: between(0, 1),
  min_p: between(0, 1),
  max_tokens: integer(0, 4096),
  stop: z.nullish(z.union([z.string(), z.array(z.string()).check(z.maxLength(16))])),
  seed: z.nullish(z.int()),
  presence_penalty: between(-2, 2),
  frequency_penalty: between(-2, 2),
  n: integer(1, 8),
  stream: z.nullish(z.boolean()),
  stream_options: z.nullish(z.object({ include_usage: z.nullish(z.boolean()) })),
  user: z.nullish(z.string()),
  user_id: z.nullish(z.string()),
}

const completionSchema = z.object({
  ...shared,
  prompt: z.union([z.string(), z.array(z.string()).check(z.length(1))]),
  logprobs: integer(0, 20),
  echo: z.nullish(z.boolean()),
  suffix: z.nullish(z.string()),
})

const messageSchema = z.object({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.nullish(z.union([z.string(), z.array(z.object({ type: z.literal("text"), text: z.string() }))])),
})

const chatSchema = z.object({
  ...shared,
  messages: z.array(messageSchema).check(z.minLength(1)),
  max_completion_tokens: integer(1, 4096),
  logprobs: z.nullish(z.boolean()),
  top_logprobs: integer(0, 20),
  thinking: z.nullish(z.object({ type: z.enum(["enabled", "disabled"]) })),
  reasoning_effort: z.nullish(z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max", "ultra"])),
})

/** Where the value that an issue is about stands, as `messages[0].content`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .slice(1)
}

function check<T>(schema: z.ZodMiniType<T>, input: unknown): T {
  const result = z.safeParse(schema, input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const param = pathOf(issue?.path ?? [])
  const top = issue?.path[0]
  const missing = typeof input === "object" && input !== null && top !== undefined && !(top in input)
  if (missing) {
    throw new ApiError(400, "missing_required_parameter", `The parameter "${param}" is missing.`, { param })
  }
  const message = param
    ? `The parameter "${param}" is not valid: ${issue?.message}.`
    : "The body must be a JSON object."
  throw new ApiError(400, "invalid_value", message, param ? { param } : {})
}

function common(body: z.infer<z.ZodMiniObject<typeof shared>>) {
  return {
    model: body.model,
    // The defaults of the contract's section 4; `stop` has none, or the first line would end every answer.
    sampling: {
      temperature: body.temperature ?? 0.7,
      topP: body.top_p ?? 0.9,
      minP: body.min_p ?? 0,
      presencePenalty: body.presence_penalty ?? 0,
      frequencyPenalty: body.frequency_penalty ?? 0,
    },
    stop: [body.stop ?? []].flat().filter(Boolean),
    seed: body.seed ?? undefined,
    n: body.n ?? 1,
    stream: body.stream ?? false,
    includeUsage: body.stream_options?.include_usage ?? false,
  }
}

function parseCompletion(input: unknown): TextRequest {
  const body = check(completionSchema, input)
  const prompt = [body.prompt].flat().join("")
  const echo = body.echo ?? false
  if (body.max_tokens === 0 && !echo) {
    throw new ApiError(400, "invalid_value", "max_tokens may be 0 only together with echo.", {
      param: "max_tokens",
    })
  }
  return {
    ...common(body),
    endpoint: "completion",
    prompt,
    background: "",
    promptParts: [prompt, body.suffix ?? ""],
    suffix: body.suffix ?? "",
    echo,
    maxTokens: body.max_tokens ?? 512,
    logprobs: body.logprobs ?? undefined,
    thinking: false,
    effort: "high",
  }
}

/** DeepSeek's mapping of the wider scale that other APIs use. */
const efforts = {
  none: "low",
  minimal: "low",
  low: "low",
  medium: "high",
  high: "high",
  xhigh: "high",
  max: "max",
  ultra: "max",
} as const

function parseChat(input: unknown): TextRequest {
  const body = check(chatSchema, input)
  const limit = body.max_completion_tokens ?? body.max_tokens ?? 512
  if (limit === 0)
    throw new ApiError(400, "invalid_value", "max_tokens must be at least 1.", { param: "max_tokens" })
  if (body.top_logprobs && !body.logprobs) {
    throw new ApiError(400, "invalid_value", "top_logprobs needs logprobs: true.", { param: "top_logprobs" })
  }
  const texts = body.messages.map(({ role, content }) => {
    const parts = typeof content === "string" ? [content] : (content ?? []).map(({ text }) => text)
    return { role, text: parts.join("\n") }
  })
  const last = texts.findLastIndex(({ role }) => role === "user")
  const others = texts.filter((_, at) => at !== last)
  return {
    ...common(body),
    endpoint: "chat",
    prompt: texts[last]?.text ?? "",
    background: others.map(({ text }) => text).join("\n"),
    promptParts: texts.map(({ text }) => text),
    suffix: "",
    echo: false,
    maxTokens: limit,
    logprobs: body.logprobs ? (body.top_logprobs ?? 0) : undefined,
    thinking: body.thinking?.type !== "disabled" && body.reasoning_effort !== "none",
    effort: efforts[body.reasoning_effort ?? "high"],
  }
}

/** Reads a request of the contract's section 4 or its chat form; throws 400 with `param` for what is wrong. */
export function parseTextRequest(endpoint: Endpoint, input: unknown): TextRequest {
  return endpoint === "chat" ? parseChat(input) : parseCompletion(input)
}
