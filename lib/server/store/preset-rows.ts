/* Presets and links. See schema.ts for how values are stored. */

/** A preset as its latest version is; what was saved stands in `preset_versions`. */
export interface PresetRow {
  id: string
  owner_id: string
  kind: "text" | "image"
  name: string
  description: string
  folder: string
  /** JSON: names. */
  tags: string
  starred: number
  /** Number of the latest version. */
  version: number
  columns: number
  /** JSON: names, each once. */
  models: string
  /** What a search looks into: all of the above, and the prompt. */
  search_text: string
  created_at: number
  /** When it was last saved; a new name or a star does not count. */
  updated_at: number
  deleted_at: number | null
}

export interface PresetVersionRow {
  preset_id: string
  /** Counted from 1. */
  number: number
  note: string
  /** JSON: see `presetContentSchema`, of any version. */
  content: string
  created_at: number
}

/** An image that any version of a preset refers to. */
export interface PresetImageRow {
  preset_id: string
  sha256: string
}

/** A link that a person has made, and the snapshot behind it. */
export interface ShareRow {
  id: string
  person_id: string
  title: string
  /** `people`: whoever is signed in; `link`: whoever has it. */
  audience: "people" | "link"
  created_at: number
  /** Null: until it is revoked. */
  expires_at: number | null
  views: number
  /** Of how many runs it holds the results. */
  run_count: number
  /** JSON: see `presetContentSchema`, of the version of its day. */
  content: string
  /** JSON: see `sharedRunSchema`; null: the setup alone. */
  runs: string | null
}

/** An image that a link shows: as long as the link is there, the image is kept. */
export interface ShareImageRow {
  share_id: string
  sha256: string
}
