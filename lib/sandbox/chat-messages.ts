import * as z from "zod/mini"
import { invalidValue } from "./request-fields.ts"
import type { TextRequest } from "./text-request.ts"

export const messageSchema = z.object({
  role: z.enum(["system", "developer", "user", "assistant", "tool"]),
  content: z.nullish(z.union([z.string(), z.array(z.object({ type: z.literal("text"), text: z.string() }))])),
  reasoning_content: z.nullish(z.string()),
  tool_calls: z.nullish(
    z.array(
      z.object({
        id: z.string(),
        type: z.literal("function"),
        function: z.object({ name: z.string(), arguments: z.string() }),
      }),
    ),
  ),
  tool_call_id: z.nullish(z.string()),
  prefix: z.nullish(z.boolean()),
})
export type Message = z.infer<typeof messageSchema>

/** What hosted APIs refuse of a conversation: answers to no call, calls without an answer, a beginning that is not last. */
export function checkMessages(messages: Message[]): void {
  let open = new Set<string>()
  for (const [at, message] of messages.entries()) {
    const place = `messages[${at}]`
    if (message.role === "tool") {
      if (!open.delete(message.tool_call_id ?? ""))
        throw invalidValue(
          `${place}.tool_call_id`,
          "A tool's message must answer a call of the message before.",
        )
      continue
    }
    if (open.size > 0)
      throw invalidValue(
        place,
        `The calls ${[...open].join(", ")} have not been answered by tools' messages.`,
      )
    open = new Set(message.tool_calls?.map(({ id }) => id))
    if (message.prefix && (message.role !== "assistant" || at !== messages.length - 1))
      throw invalidValue(`${place}.prefix`, "Only the last message, of the assistant, can be a prefix.")
    if (message.role === "assistant" && message.content == null && !message.tool_calls?.length)
      throw invalidValue(`${place}.content`, "The content of an assistant's message must not be null.")
  }
  if (open.size > 0)
    throw invalidValue(
      "messages",
      `The calls ${[...open].join(", ")} have not been answered by tools' messages.`,
    )
}

/** Whether an earlier call comes without the thinking that led to it, which a thinking model wants back. */
export function lacksReasoning(messages: Message[]): boolean {
  return messages.some(({ tool_calls, reasoning_content }) => tool_calls?.length && reasoning_content == null)
}

/** What tools have answered in these messages, with the names of the functions. */
export function toolResultsOf(messages: Message[], all: Message[]): TextRequest["toolResults"] {
  const names = new Map(
    all.flatMap(({ tool_calls }) =>
      (tool_calls ?? []).map(({ id, function: called }): [string, string] => [id, called.name]),
    ),
  )
  return messages.flatMap(({ role, tool_call_id, content }) => {
    if (role !== "tool") return []
    const text = typeof content === "string" ? content : (content ?? []).map((part) => part.text).join("\n")
    return [{ name: names.get(tool_call_id ?? "") ?? "", text }]
  })
}
