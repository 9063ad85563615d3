import * as z from "zod/mini"
import { parameterValueSchema } from "#lib/domain/parameters-schema"

/** A setting of a column: what it would send, and whether it sends it. */
const settingSchema = z.object({ on: z.boolean(), value: parameterValueSchema })
export type Setting = z.infer<typeof settingSchema>

/** Where a column's result is to be found: the variant of a batch, or the run once the server has named it. */
const resultSchema = z.object({
  batchId: z.string(),
  variantIndex: z.optional(z.int()),
  runId: z.optional(z.string()),
})
export type ColumnResult = z.infer<typeof resultSchema>

const columnSchema = z.object({
  id: z.string(),
  name: z.optional(z.string()),
  connectionId: z.string(),
  model: z.string(),
  parameters: z.record(z.string(), settingSchema),
  result: z.optional(resultSchema),
})
export type Column = z.infer<typeof columnSchema>

const turnSchema = z.object({ id: z.string(), role: z.enum(["user", "assistant"]), text: z.string() })
/** A message of a chat but the system message, which has a field of its own. */
export type Turn = z.infer<typeof turnSchema>

const viewSchema = z.object({
  rendering: z.enum(["markdown", "plain"]),
  settingsOpen: z.boolean(),
  moreSettings: z.boolean(),
  testModels: z.boolean(),
  /** Width of the prompt pane in px. */
  promptWidth: z.number(),
})
export type View = z.infer<typeof viewSchema>

/** What a person has open on the playground, as it is kept in the browser. */
export const workspaceSchema = z.object({
  version: z.literal(1),
  mode: z.enum(["chat", "completion"]),
  promptText: z.string(),
  system: z.string(),
  turns: z.array(turnSchema).check(z.minLength(1)),
  columns: z.array(columnSchema).check(z.minLength(1)),
  view: viewSchema,
})
export type Workspace = z.infer<typeof workspaceSchema>
