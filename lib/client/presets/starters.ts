import { newId } from "#lib/client/new-id"
import { makeStrip } from "#lib/client/strip"
import { emptyWorkspace, newColumn, type Workspace } from "#lib/client/workspace"
import type { ParameterValue } from "#lib/domain/parameters"
import type { PresetContent } from "#lib/domain/preset-content"
import type { InitImage } from "#lib/domain/prompt-schema"
import { type StarterKey, starterKinds } from "./starter-list.ts"
import { contentOf } from "./workspace-content.ts"

/** Gives a text of the starter in the reader's language: a key under `starters.<starter>` in messages/. */
export type StarterText = (name: string) => string

/** The picture that comes with Bracket, to be uploaded for starters that begin with an image. */
export const samplePicture = "/sample-picture.png"

/** What a starter puts into the playground; runs on the sandbox as it is. `initImage`: of those that start from one. */
export function starterContent(key: StarterKey, text: StarterText, initImage?: InitImage): PresetContent {
  const kind = starterKinds[key]
  const made = { ...emptyWorkspace(kind), ...starters[key](text) }
  const [first] = made.columns
  const workspace: Workspace = {
    ...made,
    baselineId: first?.id ?? "",
    ...(key === "strip" && initImage ? { initImage } : {}),
  }
  return contentOf(workspace)
}

type Parts = Partial<Workspace>

const starters: Record<StarterKey, (text: StarterText) => Parts> = {
  ladder: (text) => ({
    ...asked(text),
    columns: [0, 0.7, 1.5].map((temperature) => column({ temperature, top_p: 1, max_tokens: 160 })),
  }),
  topP: (text) => ({
    ...asked(text),
    columns: [
      { temperature: 0.3, top_p: 1 },
      { temperature: 1.5, top_p: 1 },
      { temperature: 0.3, top_p: 0.5 },
      { temperature: 1.5, top_p: 0.5 },
    ].map((settings) => column({ ...settings, max_tokens: 120 })),
  }),
  roles: (text) => ({
    ...asked(text),
    system: text("system"),
    columns: [
      column({ temperature: 0.3, max_tokens: 160 }),
      { ...column({ temperature: 0.3, max_tokens: 160 }), system: text("ownSystem") },
    ],
  }),
  extraction: (text) => {
    const schema = JSON.stringify(personSchema, null, 2)
    return {
      ...asked(text),
      system: text("system"),
      ...table(
        ["note"],
        ["one", "two", "three"].map((row) => ({ note: text(row) })),
      ),
      answerSchema: { text: schema, ok: true },
      columns: [
        {
          ...column({ temperature: 0, max_tokens: 200, response_format: "json_schema" }),
          name: text("held"),
        },
        { ...column({ temperature: 0, max_tokens: 200 }), name: text("free") },
      ],
      checks: [
        { id: "json", kind: "json" },
        { id: "schema", kind: "json_schema", schema },
      ],
    }
  },
  translation: (text) => ({
    ...asked(text),
    system: text("system"),
    ...table(
      ["language", "text"],
      ["one", "two", "three", "four"].map((row) => ({
        language: text(`${row}Language`),
        text: text(row),
      })),
    ),
    columns: [0, 0.8].map((temperature) => column({ temperature, max_tokens: 120 })),
  }),
  continue: (text) => ({
    mode: "completion",
    promptText: text("prompt"),
    columns: [column({ temperature: 0.8, max_tokens: 120 })],
  }),
  one: (text) => ({ promptText: text("prompt") }),
  strip: (text) => strip(text("prompt"), "strength", [0, 0.25, 0.5, 0.75, 1]),
  seeds: (text) => strip(text("prompt"), "seed", [1, 2, 3, 4]),
}

const personSchema = {
  type: "object",
  properties: {
    name: { type: "string" },
    city: { type: "string" },
    age: { type: "integer" },
  },
  required: ["name", "city", "age"],
  additionalProperties: false,
}

function asked(text: StarterText): Parts {
  return { mode: "chat", turns: [{ id: "first", role: "user", text: text("prompt") }] }
}

function column(settings: Record<string, ParameterValue>): Workspace["columns"][number] {
  const made = newColumn(newId())
  const changes = Object.entries(settings).map(([name, value]) => [name, { on: true, value }])
  return { ...made, parameters: { ...made.parameters, ...Object.fromEntries(changes) } }
}

function table(names: string[], values: Record<string, string>[]): Parts {
  const rows = values.map((row, index) => ({ id: `row-${index + 1}`, values: row }))
  return { variables: { names, rows } }
}

function strip(promptText: string, parameter: string, values: number[]): Parts {
  const empty = emptyWorkspace("image")
  return { promptText, ...makeStrip("first", parameter, values, newId, "replace")(empty) }
}
