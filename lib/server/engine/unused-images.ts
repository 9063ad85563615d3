import type { ImageFiles } from "#lib/server/store/image-files"
import type { Store } from "#lib/server/store/store"

/** How long is kept what nothing needs: uploads that were never used, and what was deleted in History or the gallery. */
export const unusedImageMs = 7 * 24 * 3_600_000

/** How long an expired link can still be given more time. */
const expiredShareMs = 30 * 24 * 3_600_000

/**
 * Destroys the runs and presets that were deleted a week ago, the links that expired a month ago, and the image files that nothing needs any more: of
 * everybody, and of those who were removed. Leaves the rest for the next time when the signal aborts.
 */
export async function removeUnused({
  store,
  images,
  now,
  signal,
}: {
  store: Pick<Store, "people" | "gallery" | "runs" | "presets" | "shares">
  images: Pick<ImageFiles, "removeUnused" | "removeLeftOver">
  now: () => number
  signal?: AbortSignal
}): Promise<void> {
  const before = now() - unusedImageMs
  await store.runs.purgeDeleted(before)
  await store.presets.purgeDeleted(before)
  await store.shares.purgeExpired(now() - expiredShareMs)
  await store.gallery.purgeDeleted(before)
  const people = (await store.people.list()).map(({ id }) => id)
  for (const id of people) {
    if (signal?.aborted) return
    await images.removeUnused(id, await store.gallery.neededImages(id), unusedImageMs)
  }
  await images.removeLeftOver(people, unusedImageMs)
}
