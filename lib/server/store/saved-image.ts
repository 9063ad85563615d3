import type { Variant } from "#lib/domain/batch"
import type { GalleryImage } from "#lib/domain/gallery"
import { imageFileName } from "#lib/domain/image-file-name"
import { type ImageSettings, withImageSettings } from "#lib/domain/image-settings"
import { asPng } from "./image-decoding.ts"
import type { ImageFiles } from "./image-files.ts"
import type { Store } from "./store.ts"

/** An image as a file of its own: a PNG with its settings in it, and its name. Undefined when it is not this person's. */
export async function savedImage(
  { store, images }: { store: Pick<Store, "gallery">; images: Pick<ImageFiles, "get"> },
  personId: string,
  { runId, sha256 }: { runId: string; sha256: string },
): Promise<{ png: Uint8Array; name: { name: string; ascii: string } } | undefined> {
  const found = await store.gallery.find(runId, sha256, personId)
  const kept = found && (await images.get(personId, sha256))
  if (!found || !kept) return undefined
  const png = withImageSettings(await asPng(kept.bytes), settingsOf(found.image, found.variant))
  return { png, name: imageFileName(found.image) }
}

function settingsOf(image: GalleryImage, { prompt, parameters }: Variant): ImageSettings {
  const { seed, negative, model, connectionName, width, height } = image
  return {
    version: 1,
    prompt: image.prompt,
    ...(negative ? { negative } : {}),
    connectionName,
    model,
    parameters,
    ...(seed === undefined ? {} : { seed }),
    hasInitImage: prompt.kind === "image" && prompt.initImage !== undefined,
    hasMask: prompt.kind === "image" && prompt.mask !== undefined,
    width,
    height,
  }
}
