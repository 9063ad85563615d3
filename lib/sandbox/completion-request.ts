import * as z from "zod/mini"
import { checkBody, commonParts, integer, invalidValue, sharedFields } from "./request-fields.ts"
import type { TextRequest } from "./text-request.ts"

const completionSchema = z.object({
  ...sharedFields,
  prompt: z.union([z.string(), z.array(z.string()).check(z.length(1))]),
  logprobs: integer(0, 20),
  echo: z.nullish(z.boolean()),
  suffix: z.nullish(z.string()),
})

/** Reads a request of raw text. */
export function parseCompletion(input: unknown): TextRequest {
  const body = checkBody(completionSchema, input)
  const prompt = [body.prompt].flat().join("")
  const echo = body.echo ?? false
  if (body.max_tokens === 0 && !echo)
    throw invalidValue("max_tokens", "max_tokens may be 0 only together with echo.")
  return {
    ...commonParts(body),
    endpoint: "completion",
    prompt,
    background: "",
    promptParts: [prompt, body.suffix ?? ""],
    suffix: body.suffix ?? "",
    echo,
    prefix: undefined,
    tools: [],
    mustCall: false,
    toolResults: [],
    lacksReasoning: false,
    json: undefined,
    maxTokens: body.max_tokens ?? 512,
    logprobs: body.logprobs ?? undefined,
    thinking: false,
    effort: "high",
  }
}
