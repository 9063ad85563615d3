import * as z from "zod/mini"
import { parametersSchema } from "#lib/domain/parameters-schema"
import { readPngText, withPngText } from "#lib/domain/png-text"
import { parseSettingsText, settingsText } from "#lib/domain/settings-text"

/** What an image was made with, as it travels in the picture's file. Sides in pixels. */
export const imageSettingsSchema = z.object({
  version: z.literal(1),
  prompt: z.string(),
  negative: z.optional(z.string()),
  connectionName: z.optional(z.string()),
  model: z.string(),
  parameters: parametersSchema,
  /** The seed of this image, where it is known. */
  seed: z.optional(z.int()),
  hasInitImage: z.boolean(),
  hasMask: z.boolean(),
  width: z.int(),
  height: z.int(),
})
export type ImageSettings = z.infer<typeof imageSettingsSchema>

/** The PNG keywords: our own form, and the one that other tools read. */
const ownKeyword = "bracket"
const commonKeyword = "parameters"

/** The PNG with its settings in it, in both forms. Throws RangeError for what is no PNG. */
export function withImageSettings(png: Uint8Array, settings: ImageSettings): Uint8Array {
  return withPngText(png, [
    { keyword: commonKeyword, text: settingsText(settings) },
    { keyword: ownKeyword, text: JSON.stringify(settings) },
  ])
}

/** The settings that a PNG carries, ours before those of other tools; undefined when it carries none. */
export function readImageSettings(bytes: Uint8Array): Partial<ImageSettings> | undefined {
  const texts = readPngText(bytes)
  const textOf = (wanted: string) => texts.find(({ keyword }) => keyword === wanted)?.text
  const own = ownSettings(textOf(ownKeyword))
  if (own) return own
  const common = textOf(commonKeyword)
  return common?.trim() ? parseSettingsText(common) : undefined
}

function ownSettings(text: string | undefined): ImageSettings | undefined {
  if (text === undefined) return undefined
  try {
    return imageSettingsSchema.safeParse(JSON.parse(text)).data
  } catch {
    // Cut off, or somebody else's word by the same name.
    return undefined
  }
}
