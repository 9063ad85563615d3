import { toolCallHead } from "#lib/domain/tool-calls"
import { asList, asObject, asText, type JsonObject, parseJson } from "./json-object.ts"

interface Call {
  name: string
  id: string
  /** As much of the arguments as has come. */
  text: string
  /** As much of it as has been said. */
  said: number
}

/** Puts the pieces of calls together, in whichever order they come, and says them one call after the other. */
export interface ToolCallReader {
  /** Takes a message's pieces; returns the text that can be said now. */
  read(body: JsonObject): string
  /** What was held back because the call before it never came to its end. */
  rest(): string
}

export function createToolCallReader(): ToolCallReader {
  const calls: Call[] = []
  /** The call that an index means just now: servers without indexes give each call an id and the index 0, or none. */
  const byIndex = new Map<number, Call>()
  let begun = 0

  function callOf(index: number, id: string | undefined, name: string | undefined): Call {
    const known = byIndex.get(index)
    if (known && !(id && name && id !== known.id)) {
      known.name ||= name ?? ""
      return known
    }
    const call = { name: name ?? "", id: id ?? `call_${calls.length + 1}`, text: "", said: 0 }
    calls.push(call)
    byIndex.set(index, call)
    return call
  }

  function take(piece: JsonObject | undefined, described: JsonObject | undefined): void {
    const index = typeof piece?.index === "number" ? piece.index : 0
    const call = callOf(index, idOf(piece?.id), asText(described?.name)?.replace(/[\s#]+/g, "_"))
    // Some servers send the arguments as the object that they are.
    const given = described?.arguments
    call.text += typeof given === "string" ? given : given ? JSON.stringify(given) : ""
  }

  /** Says the open call as it comes; the next one begins when its arguments are whole, or at the end. */
  function say(isEnd: boolean): string {
    let text = ""
    for (;;) {
      const open = calls[begun - 1]
      if (open) {
        text += open.text.slice(open.said)
        open.said = open.text.length
      }
      const next = calls[begun]
      const isWhole = !open || parseJson(open.text) !== undefined
      if (!next || (next.name === "" && !isEnd) || !(isWhole || isEnd)) return text
      text += toolCallHead(next.name || "?", next.id, begun === 0)
      begun++
    }
  }

  return {
    read(body) {
      for (const piece of asList(body.tool_calls)) {
        const object = asObject(piece)
        take(object, asObject(object?.function))
      }
      const old = asObject(body.function_call)
      if (old) take(undefined, old)
      return say(false)
    },
    rest: () => say(true),
  }
}

/** An id as it may stand in a run's text; others get one of ours, which goes back with the answer all the same. */
function idOf(value: unknown): string | undefined {
  const id = asText(value)
  return id && /^[^\s#]+$/.test(id) ? id : undefined
}
