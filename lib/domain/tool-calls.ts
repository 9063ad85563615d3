import type { ToolCall } from "#lib/domain/prompt-schema"

/**
 * Calls as one text, as a run keeps them while they stream in: each on a line of its own, `name#id` and a space, then
 * the arguments as the model writes them. Neither a name nor an id holds a space or `#`, and JSON holds no raw line
 * break inside its texts, so that such a head can stand nowhere else.
 */
export function toolCallHead(name: string, id: string, isFirst: boolean): string {
  return `${isFirst ? "" : "\n"}${name}#${id} `
}

const head = /(?:^|\n)([^\s#]+)#([^\s#]+) /g
/** Runs recorded before calls had ids: a line each, the name first. */
const oldHead = /(?:^|\n)([\w.-]+) (?=[{[]|$)/g

/** Reads what `toolCallHead` begins; calls without an id are counted through. */
export function readToolCalls(text: string): ToolCall[] {
  if (text === "") return []
  const found = [...text.matchAll(head)]
  const heads = found.length > 0 ? found : [...text.matchAll(oldHead)]
  if (heads.length === 0) return [{ id: "call_1", name: "", arguments: text }]
  return heads.map((match, index) => ({
    id: (found.length > 0 ? match[2] : undefined) ?? `call_${index + 1}`,
    name: match[1] ?? "",
    arguments: text.slice(match.index + match[0].length, heads[index + 1]?.index),
  }))
}
