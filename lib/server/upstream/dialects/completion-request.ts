import { BracketError } from "#lib/domain/errors"
import type { ParameterValue } from "#lib/domain/parameters"
import type { Message, Prompt } from "#lib/domain/prompt"
import type { UpstreamAddress, UpstreamRequest, UpstreamRun } from "./dialect.ts"
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
  if (variant.mode === "image") throw invalid("mode", "Images are not made by this kind of connection")
  const body: Fields = {
    model: variant.model,
    ...(variant.mode === "chat"
      ? { messages: messagesOf(variant.prompt).map(wireMessage) }
      : { prompt: textOf(variant.prompt) }),
    ...parameterFields(run, habits),
    stream,
    ...(stream && habits.streamOptions ? { stream_options: { include_usage: true } } : {}),
    ...(habits.userField && run.userHash ? { [habits.userField]: run.userHash } : {}),
    ...variant.extra,
  }
  return {
    method: "POST",
    url: new URL(address.baseUrl + paths[variant.mode]),
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

function textOf(prompt: Prompt): string {
  if (prompt.kind === "text") return prompt.text
  throw invalid("prompt", "A completion takes raw text, not messages")
}

/** Raw text is what a user says. */
function messagesOf(prompt: Prompt): Message[] {
  return prompt.kind === "chat" ? prompt.messages : [{ role: "user", content: prompt.text }]
}

function wireMessage({ role, content }: Message): Fields {
  if (typeof content === "string") return { role, content }
  const parts = content.map((part) => {
    if (part.type === "image") throw invalid("prompt", "Images in messages cannot be sent yet")
    return { type: "text", text: part.text }
  })
  return { role, content: parts }
}

function invalid(field: string, message: string): BracketError {
  return new BracketError("invalid_input", message, { field, hint: "Change the variant and run it again." })
}
