/** A picture as the viewer, the scrubber and the contact sheet show it: with words on what made it. */
export interface ShownImage {
  sha256: string
  /** In px. */
  width: number
  height: number
  /** What it is told apart by: a column's letter or name. */
  label: string
  /** What it is to those who do not see it: the prompt, and the settings that matter. */
  alt: string
  /** The settings that made it, as short texts: "Strength 0.4". */
  facts: string[]
  runId: string
  /** Its place among the images of its run. */
  index: number
}

/** The picture that others were made from. Sides in px. */
export interface InitPicture {
  sha256: string
  width: number
  height: number
  /** Where it is as it was sent, cropped and scaled to these sides; absent where the whole file is meant. */
  address?: string
}

/** Where a thumbnail comes from: WebP, so wide at most. */
export function thumbnailAddress(sha256: string, width: 160 | 320 | 640): string {
  return `/api/images/${sha256}?width=${width}`
}

/** Where the file comes from that holds the settings of a run in itself. */
export function downloadAddress({ sha256, runId }: Pick<ShownImage, "sha256" | "runId">): string {
  return `/api/images/${sha256}/download?run=${encodeURIComponent(runId)}`
}
