import type { ProviderId } from "#lib/domain/connection"

/** Where providers differ within one wire protocol. Data: a difference belongs here, not into a branch. */
export interface ProviderHabits {
  /** The field of the token limit in chat. OpenAI's newer models refuse the old name; other servers do not know the new one. */
  chatTokenLimit: "max_tokens" | "max_completion_tokens"
  /** Understands `thinking: {type}`. */
  thinkingSwitch: boolean
  /** Understands `stream_options: {include_usage}`; the signed API does not document it. */
  streamOptions: boolean
  /** The field that keeps the end users of one account apart. */
  userField?: "user_id"
  /** Where the endpoints that are on trial stand, in place of `/v1` or after the host. */
  beta?: "/beta"
  /** How the beginning of an answer is marked as such; "last": by being an assistant's message at the end. */
  prefix?: "flag" | "continue_final_message" | "last"
  /** Wants the thinking back with each message that asked for a call, even when there was none. */
  reasoningBack?: boolean
  /** The name of the repetition penalty. */
  repetitionField?: "repetition_penalty" | "repeat_penalty"
  /** Takes the degree of reasoning inside `reasoning: {effort}`. */
  effortInside?: boolean
}

const ordinary: ProviderHabits = {
  chatTokenLimit: "max_tokens",
  thinkingSwitch: false,
  streamOptions: true,
}

export const providerHabits: Record<ProviderId, ProviderHabits> = {
  sandbox: { ...ordinary, thinkingSwitch: true, prefix: "flag", reasoningBack: true },
  "deepseek-signed": { ...ordinary, streamOptions: false },
  deepseek: {
    ...ordinary,
    thinkingSwitch: true,
    userField: "user_id",
    beta: "/beta",
    prefix: "flag",
    reasoningBack: true,
  },
  openai: { ...ordinary, chatTokenLimit: "max_completion_tokens" },
  // Sends the usage without being asked.
  openrouter: { ...ordinary, streamOptions: false, prefix: "last", effortInside: true },
  ollama: ordinary,
  vllm: { ...ordinary, prefix: "continue_final_message" },
  "llama.cpp": { ...ordinary, prefix: "continue_final_message", repetitionField: "repeat_penalty" },
  lmstudio: { ...ordinary, repetitionField: "repeat_penalty" },
  sglang: { ...ordinary, prefix: "continue_final_message" },
  compatible: ordinary,
  sdwebui: ordinary,
}
