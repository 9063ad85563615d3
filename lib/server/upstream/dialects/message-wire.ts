import { BracketError } from "#lib/domain/errors"
import type { Message, Prompt } from "#lib/domain/prompt"
import type { UpstreamRun } from "./dialect.ts"
import type { ProviderHabits } from "./provider-habits.ts"

type Fields = Record<string, unknown>

/** The messages of a run, and what says that the last one is the beginning of the answer. */
export function chatFields(run: UpstreamRun, habits: ProviderHabits): Fields {
  const messages = messagesOf(run.variant.prompt)
  const begun = messages.at(-1)?.prefix === true
  if (begun && !habits.prefix)
    throw new BracketError("invalid_input", "This provider cannot go on with the beginning of an answer", {
      field: "prompt",
      hint: "Take the beginning of the answer out, or choose another provider.",
    })
  return {
    messages: messages.map((message) => wireMessage(message, run, habits)),
    ...(begun && habits.prefix === "continue_final_message"
      ? { continue_final_message: true, add_generation_prompt: false }
      : {}),
  }
}

/** Raw text is what a user says. */
function messagesOf(prompt: Prompt): Message[] {
  return prompt.kind === "chat" ? prompt.messages : [{ role: "user", content: prompt.text }]
}

function wireMessage(message: Message, run: UpstreamRun, habits: ProviderHabits): Fields {
  const { role, toolCalls, toolCallId, reasoning, prefix } = message
  const thinks = run.model.thinking !== "none" && run.variant.parameters.thinking !== false
  return {
    role,
    content: contentOf(message, run),
    ...(toolCalls
      ? {
          tool_calls: toolCalls.map((call) => ({
            id: call.id,
            type: "function",
            function: { name: call.name, arguments: call.arguments },
          })),
        }
      : {}),
    // DeepSeek refuses a thinking request whose earlier calls come without their thinking, even an empty one.
    ...(toolCalls && habits.reasoningBack && (reasoning || thinks)
      ? { reasoning_content: reasoning ?? "" }
      : {}),
    ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
    ...(prefix && habits.prefix === "flag" ? { prefix: true } : {}),
  }
}

function contentOf({ content }: Message, { images }: UpstreamRun): unknown {
  if (typeof content === "string") return content
  return content.map((part) => {
    if (part.type === "text") return { type: "text", text: part.text }
    const url = images?.get(part.sha256)
    if (url === undefined)
      throw new BracketError("invalid_input", "An image of the prompt is not there any more", {
        field: "prompt",
        hint: "Add the image again.",
        params: { sha256: part.sha256 },
      })
    return { type: "image_url", image_url: { url } }
  })
}
