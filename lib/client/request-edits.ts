import type { ToolCall } from "#lib/domain/prompt"
import type { JsonText } from "#lib/domain/setup"
import { changeColumn } from "./column-edits.ts"
import type { Turn } from "./workspace.ts"
import type { Edit } from "./workspace-edits.ts"

/** What the answer begins with; undefined takes the beginning out. */
export const setPrefix =
  (prefix: string | undefined): Edit =>
  () => ({ prefix })

/** What follows the text that is to be filled in; nothing for a blank one. */
export const setSuffix =
  (suffix: string): Edit =>
  () => ({ suffix: suffix === "" ? undefined : suffix })

export const setTools =
  (json: JsonText): Edit =>
  () => ({ tools: written(json) })

export const setAnswerSchema =
  (json: JsonText): Edit =>
  () => ({ answerSchema: written(json) })

export const setExtra = (columnId: string, json: JsonText): Edit =>
  changeColumn(columnId, (column) => ({ ...column, extra: written(json) }))

const written = (json: JsonText): JsonText | undefined => (json.text.trim() === "" ? undefined : json)

/** Puts images to a message of the user, in place of those that it has. */
export const setTurnImages =
  (turnId: string, change: (images: string[]) => string[]): Edit =>
  ({ turns }) => ({
    turns: turns.map((turn) => {
      if (turn.id !== turnId) return turn
      const { images = [], ...rest } = turn
      const next = [...new Set(change(images))]
      return next.length === 0 ? rest : { ...rest, images: next }
    }),
  })

/** What a model said before it asked for calls. */
export interface CallingAnswer {
  text: string
  reasoning: string
  calls: ToolCall[]
}

/**
 * Goes on from calls: the model's answer and an answer to each call become messages of the conversation. A beginning
 * that the answer had becomes part of it.
 */
export const answerCalls =
  ({ text, reasoning, calls }: CallingAnswer, answers: Record<string, string>, newId: () => string): Edit =>
  ({ turns, prefix }) => {
    // Braces in it are text by now, not variables.
    const literal = (words: string) => words.replaceAll("{{", "\\{{")
    const asked: Turn = {
      id: newId(),
      role: "assistant",
      text: literal((prefix ?? "") + text),
      calls,
      ...(reasoning === "" ? {} : { reasoning }),
    }
    const answered = calls.map(
      ({ id }): Turn => ({
        id: newId(),
        role: "tool",
        text: literal(answers[id] ?? ""),
        callId: id,
      }),
    )
    return { turns: [...turns, asked, ...answered], prefix: undefined }
  }
