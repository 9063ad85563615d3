/**
 * The names that a compiled sentence asks for: `[name]`, or `[name, kind, …]` with sentences inside. Where a word decides
 * which of them is said, only that one asks.
 */
export function argumentsOf(compiled: unknown, params: Record<string, unknown>): string[] {
  if (typeof compiled !== "object" || compiled === null) return []
  if (!Array.isArray(compiled))
    return Object.values(compiled).flatMap((sentence) => argumentsOf(sentence, params))
  return compiled.flatMap((part: unknown) => {
    if (!Array.isArray(part)) return argumentsOf(part, params)
    const [name, ...rest]: unknown[] = part
    const word = typeof name === "string" ? params[name] : undefined
    return [
      ...(typeof name === "string" ? [name] : []),
      ...rest.flatMap((inner) => argumentsOf(typeof word === "string" ? chosen(inner, word) : inner, params)),
    ]
  })
}

/** The sentence that a word stands for, among those of a choice. */
function chosen(sentences: unknown, word: string): unknown {
  if (typeof sentences !== "object" || sentences === null || Array.isArray(sentences)) return sentences
  const byWord = new Map<string, unknown>(Object.entries(sentences))
  return byWord.get(word) ?? byWord.get("other")
}
