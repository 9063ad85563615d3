import type { Model } from "#lib/domain/connection"

/** A model of which nobody has said anything: it may be asked for text in either way. */
export function unknownModel(id: string): Model {
  return {
    id,
    modes: ["chat", "completion"],
    contextTokens: null,
    maxOutputTokens: null,
    thinking: "none",
    topP: "always",
    prices: [],
    test: false,
  }
}
