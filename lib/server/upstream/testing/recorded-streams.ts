/**
 * Answers as the upstreams send them, written down from the shapes in their documentation and sources: for
 * tests. Each is the text of one response body.
 */

const event = (data: unknown): string => `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`

const chatHead = {
  id: "c-1",
  object: "chat.completion.chunk",
  created: 1,
  model: "deepseek-flash",
  system_fingerprint: "fp_1",
}
const chat = (delta: unknown, finish: string | null = null, more: object = {}): string =>
  event({
    ...chatHead,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    usage: null,
    ...more,
  })

const textHead = { id: "chatcmpl-7", object: "text_completion", created: 1, model: "deepseek-chat" }
const text = (piece: string, finish: string | null = null, more: object = {}): string =>
  event({ ...textHead, choices: [{ text: piece, index: 0, finish_reason: finish }], ...more })

/** DeepSeek chat with thinking: a role chunk, reasoning, content, usage on the finish chunk; a keep-alive comment before. */
export const deepseekChat = [
  ": keep-alive\n\n",
  chat({ role: "assistant", content: null, reasoning_content: "" }),
  chat({ content: null, reasoning_content: "Was " }),
  chat({ content: null, reasoning_content: "冷?" }),
  chat({ content: "Grüße", reasoning_content: null }),
  chat({ content: ", 世界 👋🏽", reasoning_content: null }),
  chat({ content: "", reasoning_content: null }, "stop", {
    usage: {
      prompt_tokens: 10,
      completion_tokens: 7,
      total_tokens: 17,
      prompt_cache_hit_tokens: 4,
      prompt_cache_miss_tokens: 6,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 3 },
    },
  }),
  event("[DONE]"),
].join("")

/** The signed API: completions with logprobs, CRLF line ends. */
export const signedCompletion = [
  text("Ein", null),
  event({
    ...textHead,
    choices: [
      {
        text: " Haus",
        index: 0,
        finish_reason: null,
        logprobs: {
          tokens: [" Haus"],
          token_logprobs: [null],
          top_logprobs: [{ " Haus": -0.5, " Hund": -9999 }],
          text_offset: [3],
        },
      },
    ],
  }),
  text("", "length", { usage: { prompt_tokens: 2, completion_tokens: 2, total_tokens: 4 } }),
  event("[DONE]"),
]
  .join("")
  .replaceAll("\n", "\r\n")

/** Ollama: `reasoning`, a finish chunk with an empty delta, usage in a chunk of its own without choices. */
export const ollamaChat = [
  chat({ role: "assistant", content: "", reasoning: "Hm." }),
  chat({ role: "assistant", content: "Yes" }),
  chat({}, "stop"),
  event({ ...chatHead, choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } }),
  event("[DONE]"),
].join("")

/** Tool calls: name and id in the first delta of each call only, arguments in pieces. */
export const toolCalls = [
  chat({
    role: "assistant",
    content: null,
    tool_calls: [{ index: 0, id: "a", type: "function", function: { name: "weather", arguments: "" } }],
  }),
  chat({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] }),
  chat({ tool_calls: [{ index: 0, function: { arguments: '"Bern"}' } }] }),
  chat({
    tool_calls: [{ index: 1, id: "b", type: "function", function: { name: "time", arguments: "{}" } }],
  }),
  chat({}, "tool_calls"),
  event("[DONE]"),
].join("")

/** Chat logprobs as OpenAI sends them; the second token is the first half of a character. */
export const chatLogprobs = [
  event({
    ...chatHead,
    choices: [
      {
        index: 0,
        delta: { content: "Hi" },
        logprobs: {
          content: [
            {
              token: "Hi",
              bytes: [72, 105],
              logprob: -0.1,
              top_logprobs: [{ token: "Yo", bytes: [89, 111], logprob: -2.5 }],
            },
          ],
        },
        finish_reason: null,
      },
    ],
  }),
  event({
    ...chatHead,
    choices: [
      {
        index: 0,
        delta: { content: "" },
        logprobs: { content: [{ token: "\ufffd", bytes: [240, 159], logprob: -9999, top_logprobs: [] }] },
        finish_reason: null,
      },
    ],
  }),
  chat({}, "stop"),
  event("[DONE]"),
].join("")

/** Two pieces of text, then whatever a test adds. */
export const twoPieces = text("one ") + text("two")

export { chat as chatChunk, event as sseLine, text as textChunk }
