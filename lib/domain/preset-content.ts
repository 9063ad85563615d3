import * as z from "zod/mini"
import { maxChecks, maxTableColumns } from "#lib/domain/setup"
import { type Setup, setupSchema } from "#lib/domain/setup-schema"

/** How the outputs of a workspace are looked at, as far as it is worth keeping and handing on. */
export const keptViewSchema = z.object({
  rendering: z.enum(["markdown", "plain"]),
  reading: z.enum(["answers", "diff", "consensus", "tokens", "timeline", "strip"]),
  diffBy: z.enum(["auto", "words", "sentences", "json"]),
  syncScroll: z.boolean(),
  judging: z.boolean(),
  layout: z.enum(["columns", "table"]),
})
export type KeptView = z.infer<typeof keptViewSchema>

/** The version that is written. Raise it with a step in `migrations` and a stored sample of the version before. */
export const presetVersion = 1

/** What a preset, a link or a file holds: a workspace without its results. */
export const presetContentSchema = z
  .object({ version: z.literal(presetVersion), setup: setupSchema, view: keptViewSchema })
  .check(z.refine(isSound, "Ids that are not unique, no message of the user, or too much of something"))
export type PresetContent = z.infer<typeof presetContentSchema>

/** Steps that take content of a version to the next one, by the version that they take. */
const migrations: Record<number, (content: Record<string, unknown>) => Record<string, unknown>> = {}

/** Why something is no content of a preset. `newer`: written by a later Bracket than this one. */
export type ContentProblem = "newer" | "not_preset"

export type ReadContent = { content: PresetContent } | { problem: ContentProblem; field?: string }

const versioned = z.looseObject({ version: z.int().check(z.gte(1)) })

/** Reads content of any version, brought to the present one; never throws. `field`: the path of what is wrong. */
export function readPresetContent(value: unknown): ReadContent {
  const known = versioned.safeParse(value)
  if (!known.success) return { problem: "not_preset" }
  if (known.data.version > presetVersion) return { problem: "newer" }
  let content: Record<string, unknown> = known.data
  for (let version = known.data.version; version < presetVersion; version++)
    content = { ...migrations[version]?.(content), version: version + 1 }
  const read = presetContentSchema.safeParse(content)
  if (read.success) return { content: read.data }
  const field = read.error?.issues[0]?.path.join(".")
  return { problem: "not_preset", ...(field ? { field } : {}) }
}

/** Most calls of functions in all messages: a link of a few kilobytes can unpack to more than a page can show. */
const maxCalls = 2000

/**
 * What the page counts on beyond the shapes: everything has an id of its own, a chat has a question, and there is no
 * more of anything than somebody can make here.
 */
function isSound({ setup: { columns, turns, variables, checks } }: { setup: Setup }): boolean {
  const isUnique = (list: { id: string }[]) => new Set(list.map(({ id }) => id)).size === list.length
  return (
    [columns, turns, variables.rows].every(isUnique) &&
    turns.some(({ role }) => role === "user") &&
    variables.names.length <= maxTableColumns &&
    checks.length <= maxChecks &&
    turns.reduce((count, { calls }) => count + (calls?.length ?? 0), 0) <= maxCalls
  )
}

/** The hashes of the images that a setup refers to: of messages, and the init images and masks of all and of columns. */
export function imagesOfSetup({ turns, columns, ...shared }: PresetContent["setup"]): string[] {
  const starts = [shared, ...columns.flatMap(({ start }) => start ?? [])]
  const hashes = [
    ...turns.flatMap(({ images }) => images ?? []),
    ...starts.flatMap(({ initImage, mask }) => [initImage?.sha256, mask]),
  ]
  return [...new Set(hashes.filter((hash) => hash !== undefined))]
}
