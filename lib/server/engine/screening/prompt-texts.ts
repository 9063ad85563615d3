import type { Variant } from "#lib/domain/batch"

/** A text of a request, and how another is put in its place. */
export interface PromptText {
  text: string
  replace(text: string): void
  /** It holds JSON. */
  escapes?: boolean
  /** What stands for a masked character, where not every one is allowed. */
  mark?: string
}

type Content = Pick<Variant, "prompt" | "tools" | "answerSchema" | "extra">

/**
 * Every text of a request that a model reads, in groups that it reads as one: the parts of a message belong together.
 * The texts are those of `content` itself: whoever replaces them wants a copy.
 */
export function promptTexts(content: Content): PromptText[][] {
  const names: PromptText[][] = []
  const groups = [
    ...textsOfPrompt(content.prompt),
    ...(content.tools ?? []).flatMap(({ function: declared }) => [
      [{ ...property(declared, "name"), mark: "_" }],
      ...strings(declared, "description", names),
      ...strings(declared, "parameters", names),
    ]),
    ...strings(content, "answerSchema", names),
    ...strings(content, "extra", names),
  ]
  // Last: a property that is renamed is not found under its old name any more.
  return [...groups, ...names]
}

function textsOfPrompt(prompt: Variant["prompt"]): PromptText[][] {
  if (prompt.kind === "text") return [[property(prompt, "text")], [property(prompt, "suffix")]]
  if (prompt.kind === "image") return [[property(prompt, "text")], [property(prompt, "negative")]]
  return prompt.messages.flatMap((message) => [
    typeof message.content === "string"
      ? [property(message, "content")]
      : message.content.flatMap((part) => (part.type === "text" ? [property(part, "text")] : [])),
    [property(message, "reasoning")],
    ...(message.toolCalls ?? []).flatMap((call) => [
      [{ ...property(call, "name"), mark: "_" }],
      [{ ...property(call, "arguments"), escapes: true }],
    ]),
  ])
}

/** One property that is a text; an empty one where it is none. */
function property<T extends object>(holder: T, name: keyof T & string): PromptText {
  const value: unknown = holder[name]
  return {
    text: typeof value === "string" ? value : "",
    replace: (text) => Object.assign(holder, { [name]: text }),
  }
}

/** All texts within a property, whatever its shape. The names of properties go into `names`. */
function strings<T extends object>(holder: T, name: keyof T & string, names: PromptText[][]): PromptText[][] {
  const value: unknown = holder[name]
  if (typeof value === "string") return [[property(holder, name)]]
  if (typeof value !== "object" || value === null) return []
  return Object.keys(value).flatMap((key) => {
    if (!Array.isArray(value)) names.push([propertyName(value as Record<string, unknown>, key)])
    return strings(value as Record<string, unknown>, key, names)
  })
}

function propertyName(holder: Record<string, unknown>, name: string): PromptText {
  return {
    text: name,
    replace(text) {
      holder[text] = holder[name]
      delete holder[name]
    },
  }
}
