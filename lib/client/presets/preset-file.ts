import * as z from "zod/mini"
import type { Connection } from "#lib/domain/connection"
import { portableSetup } from "#lib/domain/portable-setup"
import { type NewPreset, newPresetSchema } from "#lib/domain/preset"
import { imagesOfSetup, type PresetContent, readPresetContent } from "#lib/domain/preset-content"

/** By what a file says that it is one of ours. */
export const presetFileFormat = "bracket-presets"

/** The version of the file around the presets; what a preset holds has a version of its own. */
export const presetFileVersion = 1

const filePresetSchema = z.omit(newPresetSchema, { note: true })
export type FilePreset = z.infer<typeof filePresetSchema>

/** A file of presets, as it is written. docs/preset-file.schema.json is made from it. */
export const presetFileSchema = z.object({
  format: z.literal(presetFileFormat),
  version: z.literal(presetFileVersion),
  presets: z.array(filePresetSchema),
})

/** The same as JSON Schema (draft 2020-12), for those who write such files with other programs. */
export function presetFileJsonSchema(): object {
  return {
    title: "Presets of Bracket",
    description:
      "Connections are named by kind (`kind:openai`), images by the sha256 of a server that keeps them.",
    ...z.toJSONSchema(presetFileSchema, { io: "input" }),
  }
}

/** What a file is written from: a preset with what its latest version holds. */
export interface ExportedPreset {
  name: string
  description: string
  folder: string
  tags: string[]
  content: PresetContent
}

/**
 * The text of a file with these presets. Connections leave as their kinds, without ids, names, addresses or credentials;
 * of images only their hashes leave.
 */
export function writePresetFile(
  presets: readonly ExportedPreset[],
  connections: readonly Pick<Connection, "id" | "provider">[],
): string {
  const file: z.infer<typeof presetFileSchema> = {
    format: presetFileFormat,
    version: presetFileVersion,
    presets: presets.map(({ name, description, folder, tags, content }) => ({
      name,
      description,
      folder,
      tags,
      content: { ...content, setup: portableSetup(content.setup, connections) },
    })),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** How many of these presets refer to images, which no file holds. */
export function countWithImages(presets: readonly Pick<ExportedPreset, "content">[]): number {
  return presets.filter(({ content }) => imagesOfSetup(content.setup).length > 0).length
}

/** A preset of a file that cannot be taken. `place` counts from 1; `field`: the path of what is wrong, if it is known. */
export interface PresetFlaw {
  place: number
  name: string
  problem: "newer" | "not_preset"
  field?: string
}

/** What a file holds: the good presets, brought to the present version, and what is wrong with the others. */
export type ReadPresetFile =
  | { presets: FilePreset[]; flaws: PresetFlaw[] }
  | { problem: "newer" | "no_presets" }

const marked = z.looseObject({ format: z.literal(presetFileFormat) })
const versioned = z.looseObject({ version: z.int().check(z.gte(1)) })
const listed = z.looseObject({ presets: z.array(z.unknown()) })

/** Whether a value says of itself that it is a file of presets, of whatever version. */
export function isPresetFile(value: unknown): boolean {
  return marked.safeParse(value).success
}

/** Reads a file of presets of any version; never throws, and one bad preset does not spoil the others. */
export function readPresetFile(value: unknown): ReadPresetFile {
  const written = versioned.safeParse(value)
  if (written.success && written.data.version > presetFileVersion) return { problem: "newer" }
  const file = listed.safeParse(value)
  if (!written.success || !file.success) return { problem: "no_presets" }
  const presets: FilePreset[] = []
  const flaws: PresetFlaw[] = []
  for (const [index, one] of file.data.presets.entries()) {
    const read = readFilePreset(one)
    if ("preset" in read) presets.push(read.preset)
    else flaws.push({ place: index + 1, name: nameOf(one), ...read })
  }
  return presets.length + flaws.length === 0 ? { problem: "no_presets" } : { presets, flaws }
}

const around = z.omit(filePresetSchema, { content: true })

function readFilePreset(value: unknown): { preset: FilePreset } | Pick<PresetFlaw, "problem" | "field"> {
  const said = around.safeParse(value)
  if (!said.success) {
    const field = said.error.issues[0]?.path.join(".")
    return { problem: "not_preset", ...(field ? { field } : {}) }
  }
  const content = readPresetContent((value as { content?: unknown }).content)
  if ("content" in content) return { preset: { ...said.data, content: content.content } }
  const { problem, field } = content
  return { problem, ...(problem === "newer" ? {} : { field: field ? `content.${field}` : "content" }) }
}

function nameOf(value: unknown): string {
  const name = (value as { name?: unknown } | null)?.name
  return typeof name === "string" ? name.slice(0, 200) : ""
}

/** A preset of a file as the server takes it. */
export function newPresetOf(preset: FilePreset): NewPreset {
  return { ...preset, note: "" }
}
