import type { ParameterValue } from "#lib/domain/parameters-schema"
import type { ColumnSetup, JsonText, Setup } from "#lib/domain/setup-schema"

/** Where a text of a setup stands; numbers count from 1. */
export type TextPlace =
  | { part: "prompt" | "system" | "prefix" | "suffix" | "negative" | "tools" | "answerSchema" }
  | { part: "message" | "check"; number: number }
  | { part: "variable"; name: string; number: number }
  | {
      part:
        | "columnName"
        | "columnPrompt"
        | "columnSystem"
        | "columnPrefix"
        | "columnNegative"
        | "columnExtra"
        | "columnSetting"
      column: number
    }

type MapText = (text: string, place: TextPlace) => string

/** A setup whose texts, all that somebody has written in it, are replaced by what `map` makes of them. */
export function mapSetupTexts(setup: Setup, map: MapText): Setup {
  const { variables } = setup
  return {
    ...setup,
    promptText: map(setup.promptText, { part: "prompt" }),
    system: map(setup.system, { part: "system" }),
    ...given("prefix", setup.prefix, (text) => map(text, { part: "prefix" })),
    ...given("suffix", setup.suffix, (text) => map(text, { part: "suffix" })),
    ...given("negative", setup.negative, (text) => map(text, { part: "negative" })),
    ...given("tools", setup.tools, (json) => mapJson(json, map, { part: "tools" })),
    ...given("answerSchema", setup.answerSchema, (json) => mapJson(json, map, { part: "answerSchema" })),
    turns: setup.turns.map((turn, index) => {
      const own = (text: string) => map(text, { part: "message", number: index + 1 })
      return {
        ...turn,
        text: own(turn.text),
        ...given("reasoning", turn.reasoning, own),
        ...given("calls", turn.calls, (calls) =>
          calls.map((call) => ({ ...call, arguments: own(call.arguments) })),
        ),
      }
    }),
    variables: {
      ...variables,
      rows: variables.rows.map(({ id, values }, index) => ({
        id,
        values: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            map(value, { part: "variable", name, number: index + 1 }),
          ]),
        ),
      })),
    },
    columns: setup.columns.map((column, index) => mapColumn(column, map, index + 1)),
    checks: setup.checks.map((check, index) => {
      const own = (text: string) => map(text, { part: "check", number: index + 1 })
      if (check.kind === "contains") return { ...check, text: own(check.text) }
      if (check.kind === "regex") return { ...check, pattern: own(check.pattern) }
      return check.kind === "json_schema" ? { ...check, schema: own(check.schema) } : check
    }),
  }
}

function mapColumn(column: ColumnSetup, map: MapText, number: number): ColumnSetup {
  const at = (part: Extract<TextPlace, { column: number }>["part"]) => (text: string) =>
    map(text, { part, column: number })
  const setting = at("columnSetting")
  const value = (given: ParameterValue): ParameterValue =>
    typeof given === "string" ? setting(given) : Array.isArray(given) ? given.map(setting) : given
  return {
    ...column,
    ...given("name", column.name, at("columnName")),
    ...given("prompt", column.prompt, at("columnPrompt")),
    ...given("lead", column.lead, at("columnPrompt")),
    ...given("system", column.system, at("columnSystem")),
    ...given("prefix", column.prefix, at("columnPrefix")),
    ...given("start", column.start, (start) => ({
      ...start,
      ...given("negative", start.negative, at("columnNegative")),
    })),
    ...given("extra", column.extra, (json) => ({ ...json, text: at("columnExtra")(json.text) })),
    parameters: Object.fromEntries(
      Object.entries(column.parameters).map(([name, one]) => [name, { ...one, value: value(one.value) }]),
    ),
  }
}

const mapJson = (json: JsonText, map: MapText, place: TextPlace): JsonText => ({
  ...json,
  text: map(json.text, place),
})

function given<K extends string, V>(key: K, value: V | undefined, map: (value: V) => V): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: map(value) } as { [key in K]?: V })
}
