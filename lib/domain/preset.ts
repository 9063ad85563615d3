import * as z from "zod/mini"
import { listQuerySchema } from "#lib/domain/page"
import { presetContentSchema } from "#lib/domain/preset-content"

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
const description = z.string().check(z.maxLength(2_000))
/** Names of folders within each other, slashes between them; empty: in none. */
const folder = z.string().check(z.trim(), z.maxLength(200))
const tag = z.string().check(z.trim(), z.minLength(1), z.maxLength(50))
const tags = z.array(tag).check(z.maxLength(20))
const note = z.string().check(z.maxLength(500))
const epochMs = z.int()

/** A preset as the list shows it. */
export const presetSummarySchema = z.object({
  id: z.string(),
  kind: z.enum(["text", "image"]),
  name: z.string(),
  description: z.string(),
  folder: z.string(),
  tags: z.array(z.string()),
  starred: z.boolean(),
  /** The number of its latest version, counted from 1. */
  version: z.int(),
  /** How many columns the latest version has, and the models of them, each once. */
  columns: z.int(),
  models: z.array(z.string()),
  createdAt: epochMs,
  updatedAt: epochMs,
})
export type PresetSummary = z.infer<typeof presetSummarySchema>

/** One save of a preset, without what was saved. */
export const presetVersionSchema = z.object({ number: z.int(), note: z.string(), createdAt: epochMs })
export type PresetVersion = z.infer<typeof presetVersionSchema>

/** Answer of `GET /api/presets/:id`: the version that was asked for, or the latest. */
export const presetDetailSchema = z.object({
  preset: presetSummarySchema,
  version: presetVersionSchema,
  content: presetContentSchema,
})
export type PresetDetail = z.infer<typeof presetDetailSchema>

/** Query of `GET /api/presets`: `q` looks into name, description, tags, folder, prompt and models. */
export const presetFilterSchema = z.object({
  q: z.optional(z.string().check(z.maxLength(500))),
  kind: z.optional(z.enum(["text", "image"])),
  /** With all folders in it. */
  folder: z.optional(z.string().check(z.maxLength(200))),
  tag: z.optional(z.string().check(z.maxLength(50))),
  starred: z.optional(z.boolean()),
})
export type PresetFilter = z.infer<typeof presetFilterSchema>

/** `PresetFilter` as it comes in an address, and the page. */
export const presetQuerySchema = z.extend(listQuerySchema, {
  ...presetFilterSchema.shape,
  starred: z.optional(z.stringbool()),
})

/** Answer of `GET /api/presets`: the last saved first. */
export const presetsPageSchema = z.object({
  presets: z.array(presetSummarySchema),
  nextCursor: z.nullable(z.string()),
})
export type PresetsPage = z.infer<typeof presetsPageSchema>

/** Answer of `GET /api/presets/facets`: what can be filtered by, each with the number of presets. */
export const presetFacetsSchema = z.object({
  folders: z.array(z.object({ name: z.string(), count: z.int() })),
  tags: z.array(z.object({ name: z.string(), count: z.int() })),
})
export type PresetFacets = z.infer<typeof presetFacetsSchema>

/** A preset to be made. */
export const newPresetSchema = z.object({
  name,
  description: z._default(description, ""),
  folder: z._default(folder, ""),
  tags: z._default(tags, []),
  note: z._default(note, ""),
  content: presetContentSchema,
})
export type NewPreset = z.infer<typeof newPresetSchema>

/** Most presets that one call makes. */
export const maxPresetsAtOnce = 100

/** Body of `POST /api/presets`: one, or those of a file. Answers all of them in the same order. */
export const newPresetsSchema = z.object({
  presets: z.array(newPresetSchema).check(z.minLength(1), z.maxLength(maxPresetsAtOnce)),
})

export const madePresetsSchema = z.object({ presets: z.array(presetSummarySchema) })

/** Body of `PATCH /api/presets/:id`. `deleted: false` is the undo of a delete. */
export const changePresetSchema = z.object({
  name: z.optional(name),
  description: z.optional(description),
  folder: z.optional(folder),
  tags: z.optional(tags),
  starred: z.optional(z.boolean()),
  deleted: z.optional(z.boolean()),
})
export type ChangePreset = z.infer<typeof changePresetSchema>

/** Body of `POST /api/presets/:id/versions`. `seen`: the latest version that was looked at; another is a conflict. */
export const savePresetSchema = z.object({
  seen: z.int(),
  note: z._default(note, ""),
  content: presetContentSchema,
})
export type SavePreset = z.infer<typeof savePresetSchema>

/** Answer of `GET /api/presets/:id/versions`: the last one first. */
export const presetVersionsSchema = z.object({ versions: z.array(presetVersionSchema) })

export const presetVersionQuerySchema = z.object({
  version: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(1_000_000))),
})
