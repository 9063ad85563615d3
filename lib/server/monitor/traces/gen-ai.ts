import type { Attributes } from "@opentelemetry/api"
import type { ObservedRun, ObservedTry, TryEnding } from "#lib/server/monitor/run-observer"

/** What a run does, in the words of the GenAI conventions, which have none for images yet. */
export const operationOf = ({ variant }: ObservedRun): string =>
  variant.mode === "chat" ? "chat" : variant.mode === "completion" ? "text_completion" : "image_generation"

/** Names of providers that the conventions know, or their own; a signed key pair is the same provider. */
const providerNames: Record<string, string> = {
  "deepseek-signed": "deepseek",
  compatible: "openai_compatible",
}

/** Parameters that are figures. Stop sequences are words of a person, and stay here. */
const figures = ["temperature", "top_p", "top_k", "max_tokens", "frequency_penalty", "presence_penalty"]

/** What is asked for, without a word of the prompt. */
export function requestAttributes(run: ObservedRun): Attributes {
  const { model, parameters, mode } = run.variant
  const given: Record<string, unknown> = parameters
  const numbers = figures.filter((name) => typeof given[name] === "number")
  return {
    "gen_ai.operation.name": operationOf(run),
    "gen_ai.request.model": model,
    "gen_ai.output.type": mode === "image" ? "image" : "text",
    ...Object.fromEntries(numbers.map((name) => [`gen_ai.request.${name}`, Number(given[name])])),
    // Each sample is sent with a seed of its own.
    ...(typeof given.seed === "number" ? { "gen_ai.request.seed": given.seed + run.sample } : {}),
  }
}

/** Where it is sent to. */
export function tryAttributes({
  provider,
  host,
  port,
  method,
  endpoint,
  attempt,
  connectionName,
}: ObservedTry): Attributes {
  return {
    "gen_ai.provider.name": providerNames[provider] ?? provider,
    "server.address": host,
    "server.port": port,
    "http.request.method": method,
    "url.path": endpoint,
    ...(attempt > 1 ? { "http.request.resend_count": attempt - 1 } : {}),
    "bracket.connection.name": connectionName,
  }
}

/** How it was answered. `startedAt`: epoch ms. */
export function answerAttributes(ending: TryEnding, startedAt: number): Attributes {
  const { usage } = ending
  const all: Record<string, Attributes[string]> = {
    "http.response.status_code": ending.httpStatus,
    "gen_ai.response.model": ending.servedModel,
    "gen_ai.response.id": ending.responseId,
    "gen_ai.response.finish_reasons": ending.finishReason === undefined ? undefined : [ending.finishReason],
    "gen_ai.response.time_to_first_chunk":
      ending.firstTokenAt === undefined ? undefined : (ending.firstTokenAt - startedAt) / 1000,
    "gen_ai.usage.input_tokens": usage?.inputTokens,
    "gen_ai.usage.output_tokens": usage?.outputTokens,
    "gen_ai.usage.cache_read.input_tokens": usage?.cachedInputTokens,
    "gen_ai.usage.reasoning.output_tokens": usage?.reasoningTokens,
    "error.type": ending.code,
    "bracket.upstream.request_id": ending.requestId,
    "bracket.cost": ending.cost,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}
