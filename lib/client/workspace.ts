import { type ParameterSpec, parameterSpecs } from "#lib/domain/parameters"
import type { Column, ColumnResult, Setting, Turn, View, Workspace } from "./workspace-schema.ts"

export type { Column, ColumnResult, Setting, Turn, View, Workspace }

/** What a new column would send for a parameter. */
export function initialSetting(spec: ParameterSpec): Setting {
  return { on: spec.initiallyOn, value: spec.initial }
}

export function initialParameters(): Record<string, Setting> {
  return Object.fromEntries(parameterSpecs.map((spec) => [spec.name, initialSetting(spec)]))
}

/** A column as it is before anybody touched it: the sandbox, which needs no key. */
export function newColumn(id: string): Column {
  return { id, connectionId: "sandbox", model: "sandbox-small", parameters: initialParameters() }
}

/** The workspace of a first visit: the same on the server and in the browser, hence the fixed ids. */
export function emptyWorkspace(): Workspace {
  return {
    version: 1,
    mode: "chat",
    promptText: "",
    system: "",
    turns: [{ id: "first", role: "user", text: "" }],
    columns: [newColumn("first")],
    view: {
      rendering: "markdown",
      settingsOpen: true,
      moreSettings: false,
      testModels: false,
      promptWidth: 440,
    },
  }
}

/** A column's setting, also of a parameter that came into Bracket after the column was made. */
export function settingOf(column: Column, spec: ParameterSpec): Setting {
  return column.parameters[spec.name] ?? initialSetting(spec)
}

/** A, B, C ... by place. */
export function columnLetter(index: number): string {
  return String.fromCharCode(65 + (index % 26)) + (index >= 26 ? String(Math.floor(index / 26)) : "")
}

/** The id of the message that is called "Prompt": the last one of the user. */
export function promptTurnId(turns: Turn[]): string | undefined {
  return turns.findLast(({ role }) => role === "user")?.id
}
