const gap = /[ \t\n\r]*/y
const scalar =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

type Expected = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end" | "nothing"

/**
 * Where a text stops being JSON: the index of the first character that cannot be there, the text's length where
 * something is missing; undefined for JSON. Browsers say it in their messages only, each in its own way or not at all.
 */
export function jsonErrorAt(text: string): number | undefined {
  const open: ("{" | "[")[] = []
  let expected: Expected = "value"
  let at = 0
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.test(text)
    if (found) at = pattern.lastIndex
    return found
  }
  for (;;) {
    skip(gap)
    if (at >= text.length) return expected === "nothing" ? undefined : at
    const char = text[at]
    if (expected === "nothing") return at
    if (expected === "colon") {
      if (char !== ":") return at
      expected = "value"
      at++
    } else if (char === "}" || char === "]") {
      const isEnd = expected === "comma or end" || expected === (char === "}" ? "key or end" : "value or end")
      if (!isEnd || open.pop() !== (char === "}" ? "{" : "[")) return at
      expected = open.length > 0 ? "comma or end" : "nothing"
      at++
    } else if (expected === "comma or end") {
      if (char !== ",") return at
      expected = open.at(-1) === "{" ? "key" : "value"
      at++
    } else if (expected === "key" || expected === "key or end") {
      if (char !== '"' || !skip(scalar)) return at
      expected = "colon"
    } else if (char === "{" || char === "[") {
      open.push(char)
      expected = char === "{" ? "key or end" : "value or end"
      at++
    } else {
      if (!skip(scalar)) return at
      expected = open.length > 0 ? "comma or end" : "nothing"
    }
  }
}

/** The same as a line and a column, from 1. */
export function jsonErrorPlace(text: string): { line: number; column: number } | undefined {
  const at = jsonErrorAt(text)
  if (at === undefined) return undefined
  const before = text.slice(0, at).split("\n")
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
