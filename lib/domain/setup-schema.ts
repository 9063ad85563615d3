import * as z from "zod/mini"
import { cacheModeSchema } from "#lib/domain/answer-cache"
import { checkSchema } from "#lib/domain/check-schema"
import { modeSchema } from "#lib/domain/connection"
import { parameterValueSchema } from "#lib/domain/parameters-schema"
import { initImageSchema, toolCallSchema } from "#lib/domain/prompt-schema"
import { maxColumns, maxRows, maxSamples } from "#lib/domain/setup"

/** A setting of a column: what it would send, and whether it sends it. */
export const settingSchema = z.object({ on: z.boolean(), value: parameterValueSchema })
export type Setting = z.infer<typeof settingSchema>

/** JSON that a person writes: the text as typed, and whether it can be sent. */
export const jsonTextSchema = z.object({ text: z.string(), ok: z.boolean() })
export type JsonText = z.infer<typeof jsonTextSchema>

/** What pictures start from, and what they must not be about. A mask lies on its image: they go together. */
export const pictureStartSchema = z.object({
  negative: z.optional(z.string()),
  initImage: z.optional(initImageSchema),
  mask: z.optional(z.string()),
})
export type PictureStart = z.infer<typeof pictureStartSchema>

/** A column as it is set up: what makes its variants, without results. */
export const columnSetupSchema = z.object({
  id: z.string(),
  /** Undefined: its letter. */
  name: z.optional(z.string()),
  connectionId: z.string(),
  model: z.string(),
  parameters: z.record(z.string(), settingSchema),
  /** Repetitions of each row. */
  samples: z.int().check(z.gte(1), z.lte(maxSamples)),
  /** Its own text in place of what the workspace calls "Prompt". */
  prompt: z.optional(z.string()),
  /** The beginning of an answer that its prompt already holds: shown before what the model goes on with. */
  lead: z.optional(z.string()),
  /** Its own system message in place of the shared one. */
  system: z.optional(z.string()),
  /** Its own beginning of the answer in place of the shared one. */
  prefix: z.optional(z.string()),
  /** In image mode: its own negative words, init image and mask in place of the shared ones, all three of them. */
  start: z.optional(pictureStartSchema),
  /** Body fields for this column's provider only. */
  extra: z.optional(jsonTextSchema),
})
export type ColumnSetup = z.infer<typeof columnSetupSchema>

export const turnSchema = z.object({
  id: z.string(),
  role: z.enum(["user", "assistant", "tool"]),
  text: z.string(),
  /** Of the user: images by their hashes. */
  images: z.optional(z.array(z.string())),
  /** Of the assistant: the calls that it asked for, and what it thought before. */
  calls: z.optional(z.array(toolCallSchema)),
  reasoning: z.optional(z.string()),
  /** Of a tool: the call that it answers. */
  callId: z.optional(z.string()),
})
/** A message of a chat but the system message, which has a field of its own. */
export type Turn = z.infer<typeof turnSchema>

/** One line of the variables' table: what each variable stands for. */
export const rowSchema = z.object({ id: z.string(), values: z.record(z.string(), z.string()) })
export type Row = z.infer<typeof rowSchema>

export const variablesSchema = z.object({
  /** The table's columns, in their order; those that only the prompt names are not among them. */
  names: z.array(z.string()),
  /** Never empty: without variables the first row stands for the prompt as it is. */
  rows: z.array(rowSchema).check(z.minLength(1), z.maxLength(maxRows)),
})
export type Variables = z.infer<typeof variablesSchema>

/** What a workspace tries: all of it but results and view. A batch keeps it, so that it can be put back. */
export const setupSchema = z.object({
  mode: modeSchema,
  promptText: z.string(),
  system: z.string(),
  turns: z.array(turnSchema).check(z.minLength(1)),
  /** What the answer begins with, in chat; undefined: nothing is begun. */
  prefix: z.optional(z.string()),
  /** What follows the text that is to be filled in, in completion mode. */
  suffix: z.optional(z.string()),
  /** In image mode: what the images must not be about, and what they start from. */
  negative: z.optional(z.string()),
  initImage: z.optional(initImageSchema),
  mask: z.optional(z.string()),
  /** The functions that models may ask for. */
  tools: z.optional(jsonTextSchema),
  /** What answers in the format `json_schema` are held to. */
  answerSchema: z.optional(jsonTextSchema),
  columns: z.array(columnSetupSchema).check(z.minLength(1), z.maxLength(maxColumns)),
  /** The column that the others are compared with. */
  baselineId: z.string(),
  variables: variablesSchema,
  checks: z.array(checkSchema),
  concurrency: z.int().check(z.gte(1), z.lte(16)),
  /** US dollars at which a batch sends nothing more; undefined: no ceiling. */
  costCeiling: z.optional(z.number().check(z.gt(0))),
  /** Whether answers of equal requests may stand in; undefined: `auto`. */
  cache: z.optional(cacheModeSchema),
})
export type Setup = z.infer<typeof setupSchema>
