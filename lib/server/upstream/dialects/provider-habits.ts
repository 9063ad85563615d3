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
}

const ordinary: ProviderHabits = {
  chatTokenLimit: "max_tokens",
  thinkingSwitch: false,
  streamOptions: true,
}

export const providerHabits: Record<ProviderId, ProviderHabits> = {
  sandbox: { ...ordinary, thinkingSwitch: true },
  "deepseek-signed": { ...ordinary, streamOptions: false },
  deepseek: { ...ordinary, thinkingSwitch: true, userField: "user_id" },
  openai: { ...ordinary, chatTokenLimit: "max_completion_tokens" },
  compatible: ordinary,
}
