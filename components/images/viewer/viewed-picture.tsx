"use client"

import { useCallback } from "react"
import { useTranslations } from "use-intl"
import { imageAddress } from "#lib/client/api/images"
import type { InitPicture, ShownImage } from "#lib/client/images/shown-image"
import type { Choice } from "#lib/client/images/viewer-state"

/** A picture in the viewer; `image` is absent for the init image, which no run has made. */
export interface ViewedPicture extends Omit<ShownImage, "runId" | "index"> {
  image?: ShownImage
  /** Where it comes from in full; of the init image, as it is sent. */
  address: string
}

/** Returns the function that finds a picture of the viewer. Undefined when it is gone. */
export function useViewedPicture(images: ShownImage[], initImage: InitPicture | undefined) {
  const t = useTranslations("images.viewer")
  return useCallback(
    (choice: Choice | undefined): ViewedPicture | undefined => {
      if (choice === undefined) return undefined
      if (choice === "init")
        return (
          initImage && {
            address: imageAddress(initImage.sha256),
            ...initImage,
            label: t("init"),
            alt: t("init"),
            facts: [],
          }
        )
      const image = images[choice]
      return image && { ...image, image, address: imageAddress(image.sha256) }
    },
    [images, initImage, t],
  )
}
