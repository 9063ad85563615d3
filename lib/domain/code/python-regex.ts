/**
 * A regular expression of JavaScript in the words of Python's `re`, which reads some of them otherwise: `\d`, `\w` and `\b`
 * mean ASCII here, `$` never stands before a last line end, `.` stops at other line ends too. Undefined for what `re` has
 * no words for.
 */
export function pythonRegex(pattern: string, flags: string): string | undefined {
  if (!isReadable(pattern, flags)) return undefined
  const tokens = pattern.match(/\\[\s\S]|\[\^?|\]|\(\?<(?![=!])|[\s\S]/gu) ?? []
  let inClass = false
  let text = ""
  for (const token of tokens) {
    if (inClass) {
      if (token === "]") inClass = false
      // In a class of Python a bracket is a warning, and later perhaps a class of its own.
      text += token === "[" ? "\\[" : token.startsWith("\\") ? escapeOf(token, true) : token
      continue
    }
    if (token === "[" || token === "[^") {
      inClass = true
      text += token
    } else if (token === "(?<") text += "(?P<"
    else if (token === ".") text += flags.includes("s") ? "[\\s\\S]" : "[^\\n\\r\\u2028\\u2029]"
    else if (token === "$") text += flags.includes("m") ? "(?=[\\n\\r\\u2028\\u2029]|\\Z)" : "\\Z"
    else text += token.startsWith("\\") ? escapeOf(token, false) : token
  }
  return text
}

/** What stands in a class of its own, and what outside one. */
const sets: Record<string, string> = { d: "0-9", w: "A-Za-z0-9_", s: "\\s\\ufeff" }

function escapeOf(sequence: string, inClass: boolean): string {
  const letter = sequence.slice(1)
  const set = sets[letter.toLowerCase()]
  if (set !== undefined && letter === letter.toLowerCase()) return inClass ? set : `[${set}]`
  if (set !== undefined) return `[^${set}]`
  if (letter === "b")
    return inClass ? "\\b" : "(?:(?<![A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<=[A-Za-z0-9_])(?![A-Za-z0-9_]))"
  if (letter === "B") return "(?:(?<![A-Za-z0-9_])(?![A-Za-z0-9_])|(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_]))"
  // Only these letters and digits mean the same to both.
  return /[A-Za-z]/.test(letter) && !"nrtfvxu".includes(letter) ? letter : sequence
}

/** What `re` has no words for: properties, code points, look-behind, references by name, odd classes and braces. */
const odd = [
  /\\[pPkc0]/,
  /\\u(?![0-9a-fA-F]{4})/,
  /\\x(?![0-9a-fA-F]{2})/,
  /\[\^?\]/,
  /\(\?<[=!]/,
  /\[[^\]]*\\[DWSB]/,
  /\{(?!\d+(?:,\d*)?\})/,
  /\(\?[ims-]/,
  /[*+?}]\+/,
]

function isReadable(pattern: string, flags: string): boolean {
  // Python knows one line end only.
  const beginsLines = flags.includes("m") && /(^|[^[\\])\^/.test(pattern)
  return !beginsLines && !odd.some((one) => one.test(pattern))
}
