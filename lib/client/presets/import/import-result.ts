import type { FilePreset, PresetFlaw } from "#lib/client/presets/preset-file"

/** What the reader of an import should know before it is used: what was left out, and where things went. */
export type ImportNote =
  /** Images in messages or to start from: what is pasted holds addresses or data, and is not uploaded. */
  | { kind: "imagesLeft"; count: number }
  /** Images of a preset file, which the server may or may not have. */
  | { kind: "imagesElsewhere"; count: number }
  /** Messages or parts of them of a kind that no workspace holds. */
  | { kind: "partsLeft"; count: number }
  | { kind: "lastAnswerLeft" | "systemMoved" | "noModel" }
  | { kind: "firstPromptOnly"; count: number }
  | { kind: "messagesCut"; kept: number }
  /** Keys and passwords, by the names of the headers or options that had them. Their values are gone. */
  | { kind: "keysDropped"; names: string[] }
  | { kind: "headersLeft"; names: string[] }
  /** The server that was asked: columns name the reader's own connections instead. */
  | { kind: "addressLeft"; host: string }
  /** Fields that Bracket writes itself. */
  | { kind: "fieldsLeft"; names: string[] }
  /** Fields without a control: they stand in the extra body fields. */
  | { kind: "extraFields"; names: string[] }

/** One workspace that was found, as a preset that could be saved. `name` is empty where nothing suggests one. */
export interface ImportItem extends FilePreset {
  notes: ImportNote[]
}

/** What a text was recognised as. */
export type ImportKind = "presets" | "request" | "curl" | "chat"

export interface FoundImport {
  kind: ImportKind
  items: ImportItem[]
  /** Presets of a file that cannot be taken. */
  flaws: PresetFlaw[]
}

/** Why nothing can be taken from a text. */
export type ImportProblem =
  | { kind: "empty" | "unknown" | "newer" | "no_presets" | "no_messages" | "too_deep" }
  | { kind: "too_large"; megabytes: number }
  | { kind: "not_json"; line: number; column: number }
  /** Of a curl command. `file`: its body is in a file that only its writer has. */
  | { kind: "curl_quotes" | "curl_form" | "curl_no_body" }
  | { kind: "curl_file"; file: string }
  | { kind: "curl_not_json"; line: number; column: number }

export type ImportReading = { found: FoundImport } | { problem: ImportProblem }
