import type { Variant } from "#lib/domain/batch"
import { BracketError } from "#lib/domain/errors"
import { type Size, sizeOf } from "#lib/domain/image-parameters"
import { transparentMask } from "#lib/server/engine/transparent-mask"
import type { ImageFiles } from "#lib/server/store/image-files"
import type { Dialect, UpstreamRun } from "#lib/server/upstream/dialects/dialect"

/** What servers make where no size is asked for; OpenAI's make larger ones. */
const usualSize: Record<Dialect["id"], Size> = {
  deepseek: { width: 512, height: 512 },
  sdwebui: { width: 512, height: 512 },
  openai: { width: 1024, height: 1024 },
}

/**
 * The init image and the mask of an image run, as large as the image that is asked for and in the form of the dialect;
 * nothing where it starts from words. Throws `BracketError("invalid_input")` for an image that is not there (any more),
 * or is not this person's.
 */
export async function preparedImages(
  { prompt, parameters }: Variant,
  personId: string,
  { dialect, images }: { dialect: Pick<Dialect, "id" | "maskForm">; images: ImageFiles | undefined },
): Promise<Pick<UpstreamRun, "initImage" | "mask">> {
  if (prompt.kind !== "image" || !prompt.initImage) return {}
  const size = sentSize(parameters, dialect.id)
  const initImage = await images?.fitted(personId, prompt.initImage, size)
  if (!initImage) throw missingImage("The init image", "prompt.initImage", prompt.initImage.sha256)
  if (!prompt.mask) return { initImage }
  const form = dialect.maskForm
  const mask = images && (await sentMask(images, personId, { sha256: prompt.mask, size, form }))
  if (!mask) throw missingImage("The mask", "prompt.mask", prompt.mask)
  return { initImage, mask }
}

/** The size in pixels that an init image and a mask are brought to before they are sent. */
export const sentSize = (parameters: Variant["parameters"], dialect: Dialect["id"]): Size =>
  sizeOf(parameters.size) ?? usualSize[dialect]

/** A mask as it is sent, in the form of a dialect's `maskForm` (PNG). Undefined when this person has no such image. */
export async function sentMask(
  images: ImageFiles,
  personId: string,
  { sha256, size, form }: { sha256: string; size: Size; form: Dialect["maskForm"] },
): Promise<Uint8Array | undefined> {
  const mask = await images.fittedMask(personId, sha256, size)
  return mask && form === "transparent" ? transparentMask(mask) : mask
}

/** What is said of an image of a prompt that this person does not have. `name` begins a sentence. */
export function missingImage(name: string, field: string, sha256: string): BracketError {
  return new BracketError("invalid_input", `${name} is not there (any more).`, {
    field,
    hint: "Add the image again.",
    params: { sha256 },
  })
}
