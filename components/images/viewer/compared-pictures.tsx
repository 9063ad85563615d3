import type { ZoomStore } from "#lib/client/images/zoom-store"
import type { Size } from "#lib/domain/image-parameters"
import type { ViewedPicture } from "./viewed-picture"

/** What every view of two pictures is given. */
export interface ComparedPictures {
  zoom: ZoomStore
  /** Of the frame that both are fitted into, px. */
  size: Size
  shown: ViewedPicture
  other: ViewedPicture
}
