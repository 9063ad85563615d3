import type { Variant } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import type { ParameterValue } from "#lib/domain/parameters"
import type { Prompt } from "#lib/domain/prompt"
import { namedSchema } from "#lib/domain/tools"
import type { UpstreamAddress, UpstreamRequest, UpstreamRun } from "./dialect.ts"
import { chatFields } from "./message-wire.ts"
import { type ProviderHabits, providerHabits } from "./provider-habits.ts"

type Fields = Record<string, unknown>

/**
 * Builds the request for a run in OpenAI's shape. `paths` are relative to the base URL. Throws
 * `BracketError("invalid_input")` for a run that this protocol has no words for.
 */
export function completionRequest(
  run: UpstreamRun,
  address: UpstreamAddress,
  paths: { completion: string; chat: string },
): UpstreamRequest {
  const { variant, stream } = run
  const habits = providerHabits[address.provider]
  if (variant.mode === "image") throw invalid("mode", "An image is no completion")
  const body: Fields = {
    model: variant.model,
    ...(variant.mode === "chat" ? chatFields(run, habits) : completionFields(variant.prompt)),
    ...(variant.mode === "chat" && variant.tools ? { tools: variant.tools } : {}),
    ...parameterFields(run, habits),
    stream,
    ...(stream && habits.streamOptions ? { stream_options: { include_usage: true } } : {}),
    ...(habits.userField && run.userHash ? { [habits.userField]: run.userHash } : {}),
    ...variant.extra,
  }
  return {
    method: "POST",
    url: new URL(baseUrlFor(run, address, habits) + paths[variant.mode]),
    headers: {
      "content-type": "application/json",
      accept: stream ? "text/event-stream" : "application/json",
      // Compressed, a stream arrives in lumps.
      "accept-encoding": "identity",
      "user-agent": "Bracket",
    },
    body: new TextEncoder().encode(JSON.stringify(body)),
  }
}

/** DeepSeek serves what is on trial under another base: completions, beginnings of answers, and strict functions. */
function baseUrlFor(
  { variant: { mode, prompt, tools } }: UpstreamRun,
  { baseUrl }: UpstreamAddress,
  { beta }: ProviderHabits,
): string {
  const onTrial =
    mode === "completion" ||
    (prompt.kind === "chat" && prompt.messages.some(({ prefix }) => prefix)) ||
    tools?.some((tool) => tool.function.strict)
  return beta && onTrial ? baseUrl.replace(/\/(?:v1|beta)$/, "") + beta : baseUrl
}

/** The parameters of a run under their wire names, in the order in which they were given. */
function parameterFields(run: UpstreamRun, habits: ProviderHabits): Fields {
  return Object.fromEntries(
    Object.entries(run.variant.parameters).flatMap(([name, value]) => {
      const write = wireForms.get(name)
      return write ? Object.entries(write(value, run, habits)) : [[name, value]]
    }),
  )
}

type WireForm = (value: ParameterValue, run: UpstreamRun, habits: ProviderHabits) => Fields

/** The parameters whose wire form is not simply their name and value. */
const wireForms = new Map<string, WireForm>([
  [
    "max_tokens",
    (value, { variant }, { chatTokenLimit }) => ({
      [variant.mode === "chat" ? chatTokenLimit : "max_tokens"]: value,
    }),
  ],
  [
    "thinking",
    (value, { model }, { thinkingSwitch }) =>
      thinkingSwitch && model.thinking !== "none"
        ? { thinking: { type: value ? "enabled" : "disabled" } }
        : {},
  ],
  [
    "reasoning_effort",
    (value, _, { effortInside }) =>
      effortInside ? { reasoning: { effort: value } } : { reasoning_effort: value },
  ],
  [
    "repetition_penalty",
    (value, _, { repetitionField = "repetition_penalty" }) => ({ [repetitionField]: value }),
  ],
  // Without functions to choose from, most servers refuse the choice.
  ["tool_choice", (value, { variant }) => (variant.tools ? { tool_choice: value } : {})],
  ["response_format", (value, { variant }) => ({ response_format: responseFormat(value, variant) })],
  // An empty list is refused by some servers, and says nothing.
  ["stop", (value) => (Array.isArray(value) && value.length === 0 ? {} : { stop: value })],
  // With one seed for all, every sample would be the same.
  ["seed", (value, { sample }) => ({ seed: Number(value) + sample })],
  [
    "logprobs",
    (value, { variant }) =>
      variant.mode === "chat" ? { logprobs: true, top_logprobs: value } : { logprobs: value },
  ],
])

function responseFormat(type: ParameterValue, { answerSchema }: Variant): Fields {
  if (type !== "json_schema") return { type }
  if (!answerSchema) throw invalid("answerSchema", "An answer by schema needs a schema")
  return { type, json_schema: namedSchema(answerSchema) }
}

function completionFields(prompt: Prompt): Fields {
  if (prompt.kind !== "text") throw invalid("prompt", "A completion takes raw text, not messages")
  return { prompt: prompt.text, ...(prompt.suffix ? { suffix: prompt.suffix } : {}) }
}

function invalid(field: string, message: string): BracketError {
  return new BracketError("invalid_input", message, { field, hint: "Change the variant and run it again." })
}
