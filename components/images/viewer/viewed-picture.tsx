"use client"

import { useCallback } from "react"
import { useTranslations } from "use-intl"
import type { InitPicture, ShownImage } from "#lib/client/images/shown-image"
import type { Choice } from "#lib/client/images/viewer-state"

/** A picture in the viewer; `image` is absent for the init image, which no run has made. */
export interface ViewedPicture extends Omit<ShownImage, "runId" | "index"> {
  image?: ShownImage
}

/** Returns the function that finds a picture of the viewer. Undefined when it is gone. */
export function useViewedPicture(images: ShownImage[], initImage: InitPicture | undefined) {
  const t = useTranslations("images.viewer")
  return useCallback(
    (choice: Choice | undefined): ViewedPicture | undefined => {
      if (choice === undefined) return undefined
      if (choice === "init") return initImage && { ...initImage, label: t("init"), alt: t("init"), facts: [] }
      const image = images[choice]
      return image && { ...image, image }
    },
    [images, initImage, t],
  )
}
