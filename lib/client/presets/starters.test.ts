import { expect, test } from "vitest"
import { sentParameters, targetOf } from "#lib/client/variant"
import { checkProblems } from "#lib/domain/checks"
import { knownModels } from "#lib/domain/models"
import { imagesOfSetup, readPresetContent } from "#lib/domain/preset-content"
import { variablesInAll } from "#lib/domain/template"
import { readAnswerSchema } from "#lib/domain/tools"
import english from "#messages/en"
import chinese from "#messages/zh-CN"
import { type StarterKey, starterKeys } from "./starter-list.ts"
import { starterContent } from "./starters.ts"

const connections = [{ id: "sandbox", provider: "sandbox", models: knownModels("sandbox") }] as const
const texts = (messages: typeof english, key: StarterKey) => {
  const own: Record<string, string> = messages.starters[key]
  return (name: string) => {
    const text = own[name]
    if (text === undefined) throw new Error(`starters.${key}.${name} is missing`)
    // As the page's formatter gives it: single quotes around braces are gone.
    return text.replaceAll(/'(\{+|\}+)'/g, "$1")
  }
}

test.each(starterKeys.flatMap((key) => [[key, english] as const, [key, chinese] as const]))(
  "%s runs on the sandbox as it is",
  (key, messages) => {
    const content = starterContent(key, texts(messages, key), { sha256: "a".repeat(64) })
    expect(readPresetContent(JSON.parse(JSON.stringify(content)))).toHaveProperty("content")
    const { mode, columns, variables, checks, turns, promptText, system, answerSchema } = content.setup
    for (const column of columns) {
      const target = targetOf(mode, column, connections, true)
      expect(target?.model.modes).toContain(mode)
      const on = Object.entries(column.parameters).filter(([name, { on }]) => on && !ignored.includes(name))
      if (target)
        expect(Object.keys(sentParameters(column, target))).toEqual(
          expect.arrayContaining(on.map(([name]) => name)),
        )
    }
    expect(variablesInAll([promptText, system, ...turns.map(({ text }) => text)]).sort()).toEqual(
      [...variables.names].sort(),
    )
    for (const { values } of variables.rows) expect(Object.keys(values)).toEqual(variables.names)
    expect(checkProblems(checks)).toEqual([])
    if (answerSchema) expect(readAnswerSchema(answerSchema.text)).toHaveProperty("value")
    expect(imagesOfSetup(content.setup)).toHaveLength(key === "strip" ? 1 : 0)
  },
)

/** Switched on for every new column, whatever it makes. */
const ignored = ["temperature", "top_p", "max_tokens", "thinking", "size", "strength", "steps", "num_images"]
