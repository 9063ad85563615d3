import type { Variant } from "#lib/domain/batch"
import type { ParameterTarget } from "#lib/domain/parameters"
import { messageImages } from "#lib/domain/prompt"
import { type Trait, takes } from "#lib/domain/provider-traits"

/** What a request may use beyond text and parameters. */
export type Feature = Extract<
  Trait,
  "tools" | "prefix" | "suffix" | "images" | "init_image" | "mask" | "negative"
>

/** Whether a target takes something; of images the model has the last word where it is known. */
export function takesFeature({ provider, model }: ParameterTarget, feature: Feature): boolean {
  if (feature === "images" && model.vision !== undefined) return model.vision
  return takes(provider, feature)
}

/** What a request uses. */
export function featuresOf({ prompt, tools }: Pick<Variant, "prompt" | "tools">): Feature[] {
  if (prompt.kind === "text") return prompt.suffix ? ["suffix"] : []
  if (prompt.kind === "image")
    return [
      ...(prompt.initImage ? (["init_image"] as const) : []),
      ...(prompt.mask ? (["mask"] as const) : []),
      ...(prompt.negative ? (["negative"] as const) : []),
    ]
  const { messages } = prompt
  return [
    ...(tools || messages.some(({ role, toolCalls }) => toolCalls || role === "tool")
      ? (["tools"] as const)
      : []),
    ...(messages.some(({ prefix }) => prefix) ? (["prefix"] as const) : []),
    ...(messages.some((message) => messageImages(message).length > 0) ? (["images"] as const) : []),
  ]
}

/** The first thing that a request uses and its target does not take. */
export function missingFeature(
  request: Pick<Variant, "prompt" | "tools">,
  target: ParameterTarget,
): Feature | undefined {
  return featuresOf(request).find((feature) => !takesFeature(target, feature))
}

/** The calls of a conversation that no message answers: providers refuse what goes on without their answers. */
export function unansweredCalls({ prompt }: Pick<Variant, "prompt">): string[] {
  if (prompt.kind !== "chat") return []
  const answered = new Set(prompt.messages.map(({ toolCallId }) => toolCallId))
  return prompt.messages.flatMap(({ toolCalls }) =>
    (toolCalls ?? []).filter(({ id }) => !answered.has(id)).map(({ name }) => name),
  )
}
