import type { Variant } from "#lib/domain/batch"
import type { ChangeGalleryImage, GalleryFilter, GalleryImage, GalleryPage } from "#lib/domain/gallery"

/** Images that runs have made, one by one. */
export interface GalleryStore {
  /** Newest first; `cursor` is opaque. */
  list(
    personId: string,
    filter: GalleryFilter,
    page: { limit: number; cursor?: string },
  ): Promise<GalleryPage>
  /** An image of a run, with what the run was asked. */
  find(
    runId: string,
    sha256: string,
    personId: string,
  ): Promise<{ image: GalleryImage; variant: Variant } | undefined>
  /** False when it is not there for this person. What is deleted is gone from its run, too, until it is brought back. */
  change(
    runId: string,
    index: number,
    personId: string,
    change: ChangeGalleryImage,
    now: number,
  ): Promise<boolean>
  /**
   * Destroys what was deleted in the gallery before this moment, in one statement: what is brought back meanwhile stays,
   * and what is destroyed cannot be brought back. How many.
   */
  purgeDeleted(before: number): Promise<number>
  /**
   * The hashes of all images that a person's runs have made or were given, that presets hold in any version, and that
   * links show; what is deleted counts, as long as it is not purged.
   */
  neededImages(personId: string): Promise<Set<string>>
}
