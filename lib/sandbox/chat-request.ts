import * as z from "zod/mini"
import { checkMessages, lacksReasoning, type Message, messageSchema, toolResultsOf } from "./chat-messages.ts"
import { checkBody, commonParts, integer, invalidValue, sharedFields } from "./request-fields.ts"
import type { TextRequest, ToolDescription } from "./text-request.ts"

const named = z.object({ type: z.literal("function"), function: z.object({ name: z.string() }) })

const chatSchema = z.object({
  ...sharedFields,
  messages: z.array(messageSchema).check(z.minLength(1)),
  max_completion_tokens: integer(1, 4096),
  logprobs: z.nullish(z.boolean()),
  top_logprobs: integer(0, 20),
  thinking: z.nullish(z.object({ type: z.enum(["enabled", "disabled"]) })),
  reasoning_effort: z.nullish(z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max", "ultra"])),
  tools: z.nullish(
    z
      .array(
        z.object({
          type: z.literal("function"),
          function: z.object({
            name: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
            description: z.nullish(z.string()),
            parameters: z.nullish(z.record(z.string(), z.unknown())),
          }),
        }),
      )
      .check(z.maxLength(128)),
  ),
  tool_choice: z.nullish(z.union([z.enum(["none", "auto", "required"]), named])),
  response_format: z.nullish(
    z.union([
      z.object({ type: z.enum(["text", "json_object"]) }),
      z.object({
        type: z.literal("json_schema"),
        json_schema: z.object({ name: z.string(), schema: z.nullish(z.record(z.string(), z.unknown())) }),
      }),
    ]),
  ),
})
type ChatBody = z.infer<typeof chatSchema>

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

/** Reads a request of messages. */
export function parseChat(input: unknown): TextRequest {
  const body = checkBody(chatSchema, input)
  const maxTokens = body.max_completion_tokens ?? body.max_tokens ?? 512
  if (maxTokens === 0) throw invalidValue("max_tokens", "max_tokens must be at least 1.")
  if (body.top_logprobs && !body.logprobs)
    throw invalidValue("top_logprobs", "top_logprobs needs logprobs: true.")
  const { messages } = body
  checkMessages(messages)
  const texts = messages.map((message) => textOf(message))
  const last = messages.findLastIndex(({ role }) => role === "user")
  const begun = messages.at(-1)?.prefix === true
  const others = texts.filter((_, at) => at !== last && !(begun && at === texts.length - 1))
  return {
    ...commonParts(body),
    endpoint: "chat",
    prompt: texts[last] ?? "",
    background: others.join("\n"),
    promptParts: texts,
    suffix: "",
    echo: false,
    prefix: begun ? texts.at(-1) : undefined,
    ...toolsOf(body),
    toolResults: toolResultsOf(messages.slice(last + 1), messages),
    lacksReasoning: lacksReasoning(messages),
    json: jsonOf(body),
    maxTokens,
    logprobs: body.logprobs ? (body.top_logprobs ?? 0) : undefined,
    thinking: body.thinking?.type !== "disabled" && body.reasoning_effort !== "none",
    effort: efforts[body.reasoning_effort ?? "high"],
  }
}

function textOf({ content, tool_calls }: Message): string {
  const parts = typeof content === "string" ? [content] : (content ?? []).map(({ text }) => text)
  const calls = (tool_calls ?? []).map(({ function: called }) => `${called.name} ${called.arguments}`)
  return [...parts, ...calls].join("\n")
}

function toolsOf({ tools, tool_choice: choice }: ChatBody): Pick<TextRequest, "tools" | "mustCall"> {
  const all: ToolDescription[] = (tools ?? []).map(({ function: described }) => ({
    name: described.name,
    description: described.description ?? "",
    parameters: described.parameters ?? {},
  }))
  if (choice && choice !== "none" && all.length === 0)
    throw invalidValue("tool_choice", "tool_choice needs tools to choose from.")
  if (!choice || choice === "auto") return { tools: all, mustCall: false }
  if (choice === "none") return { tools: [], mustCall: false }
  if (choice === "required") return { tools: all, mustCall: true }
  const chosen = all.filter(({ name }) => name === choice.function.name)
  if (chosen.length === 0) throw invalidValue("tool_choice", `There is no tool "${choice.function.name}".`)
  return { tools: chosen, mustCall: true }
}

function jsonOf({ response_format: format }: ChatBody): TextRequest["json"] {
  if (!format || format.type === "text") return undefined
  return { schema: "json_schema" in format ? (format.json_schema.schema ?? undefined) : undefined }
}
