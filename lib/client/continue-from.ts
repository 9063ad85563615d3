import { takesFeature } from "#lib/domain/features"
import type { ParameterTarget } from "#lib/domain/parameters"
import { messageText, type Prompt } from "#lib/domain/prompt"
import { duplicateColumn, renameColumn, setLead, setOverride, setSamples } from "./column-edits.ts"
import type { Edit } from "./workspace-edits.ts"

/** Why an answer cannot be gone on with from one of its tokens; undefined when it can. */
export function cannotContinue(
  target: ParameterTarget | undefined,
  columns: number,
  most: number,
): "mode" | "full" | undefined {
  if (!target || (target.mode !== "completion" && !takesFeature(target, "prefix"))) return "mode"
  return columns >= most ? "full" : undefined
}

/**
 * Puts a new column beside one: the same settings, and as prompt of its own (in chat as the beginning of its answer)
 * what was sent, the answer up to a token, and another token in that one's place. Edits for one state after the other.
 */
export function continueFrom(
  columnId: string,
  {
    sent,
    lead = "",
    before,
    instead,
    newId,
    name,
  }: {
    /** The prompt as it was sent. */
    sent: Prompt
    /** What the column itself went on from, if it did. */
    lead?: string
    /** The answer up to the token. */
    before: string
    instead: string
    newId: string
    name: string
  },
): Edit[] {
  const isChat = sent.kind === "chat"
  const begun = isChat ? sent.messages.filter(({ prefix }) => prefix).map(messageText) : [sent.text]
  // Braces in it are text by now, not variables.
  const literal = `${begun.join("")}${before}${instead}`.replaceAll("{{", "\\{{")
  return [
    duplicateColumn(newId, columnId),
    setOverride(newId, isChat ? "prefix" : "prompt", literal),
    renameColumn(newId, name),
    setLead(newId, `${lead}${before}${instead}`),
    setSamples([newId], 1),
  ]
}
