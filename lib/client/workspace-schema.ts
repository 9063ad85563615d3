import * as z from "zod/mini"
import {
  type ColumnSetup,
  columnSetupSchema,
  type Setting,
  type Setup,
  setupSchema,
  type Turn,
} from "#lib/domain/setup-schema"

export type { ColumnSetup, Setting, Setup, Turn }

/** Which run a cell of a column shows, and a mark of what it was asked: see `askedOf`. */
const resultSchema = z.object({ batchId: z.string(), runId: z.string(), asked: z.optional(z.string()) })
export type ColumnResult = z.infer<typeof resultSchema>

/** A column with what came of it: `results` by cell, see `cellKey`. */
const columnSchema = z.extend(columnSetupSchema, { results: z.record(z.string(), resultSchema) })
export type Column = z.infer<typeof columnSchema>

/** The ways to read the outputs together; one at a time, for the whole workspace. */
export const readingSchema = z.enum(["answers", "diff", "consensus", "tokens", "timeline", "strip"])
export type Reading = z.infer<typeof readingSchema>

const viewSchema = z.object({
  rendering: z.enum(["markdown", "plain"]),
  /** Columns whose settings are unfolded. */
  openSettings: z.array(z.string()),
  moreSettings: z.boolean(),
  testModels: z.boolean(),
  /** Width of the prompt pane in px. */
  promptWidth: z.number(),
  promptOpen: z.boolean(),
  reading: readingSchema,
  diffBy: z.enum(["auto", "words", "sentences", "json"]),
  syncScroll: z.boolean(),
  /** Each output can be rated, noted and crowned. */
  judging: z.boolean(),
  /** How results of several rows stand: one row at a time in columns, or all in a table. */
  layout: z.enum(["columns", "table"]),
  /** The row that the columns show; the first when it is not there. */
  rowId: z.string(),
  /** Which sample a column shows, counted from 0; the first when there is none. */
  samples: z.record(z.string(), z.int()),
  /** Columns whose settings move together. */
  selected: z.array(z.string()),
  /** Blind judging: the columns in the order in which they are shown, without names. */
  blind: z.optional(z.array(z.string())),
  /** Pictures that are to be made larger, by `pictureKey`. */
  picked: z.optional(z.array(z.string())),
})
export type View = z.infer<typeof viewSchema>

/** The preset that a workspace was opened from or saved as last. */
const workspacePresetSchema = z.object({ id: z.string(), name: z.string(), version: z.int() })
export type WorkspacePreset = z.infer<typeof workspacePresetSchema>

/** What a person has open on the playground, as it is kept in the browser: a setup, its results, and the view of them. */
export const workspaceSchema = z.extend(setupSchema, {
  version: z.literal(2),
  columns: z.array(columnSchema).check(z.minLength(1), z.maxLength(12)),
  view: viewSchema,
  preset: z.optional(workspacePresetSchema),
})
export type Workspace = z.infer<typeof workspaceSchema>
