import type { ImageFiles } from "#lib/server/store/image-files"
import type { Store } from "#lib/server/store/store"

/** How long is kept what nothing needs: uploads that were never used, and what was deleted in History or the gallery. */
export const unusedImageMs = 7 * 24 * 3_600_000

/** Destroys the runs and presets that were deleted a week ago, and the image files of everybody that nothing needs any more. */
export async function removeUnused({
  store,
  images,
  now,
}: {
  store: Pick<Store, "people" | "gallery" | "runs" | "presets">
  images: Pick<ImageFiles, "removeUnused">
  now: () => number
}): Promise<void> {
  const before = now() - unusedImageMs
  await store.runs.purgeDeleted(before)
  await store.presets.purgeDeleted(before)
  await store.gallery.purgeDeleted(before)
  for (const { id } of await store.people.list())
    await images.removeUnused(id, await store.gallery.neededImages(id), unusedImageMs)
}
