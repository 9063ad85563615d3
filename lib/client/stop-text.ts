/** Reads what a person types for a text that may hold line breaks and tabs: `\n`, `\t`, `\r`, and `\\` for itself. */
export function readEscapes(typed: string): string {
  return typed.replace(/\\([ntr\\])/g, (_, letter: string) => escapes[letter] ?? letter)
}

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", "\\": "\\" }

/** Shows such a text on one line: line breaks as ↵, tabs as ⇥, spaces at its ends as ␣. */
export function showEscapes(text: string): string {
  return text
    .replace(/\n/g, "↵")
    .replace(/\t/g, "⇥")
    .replace(/\r/g, "␍")
    .replace(/^ +| +$/g, (spaces) => "␣".repeat(spaces.length))
}
