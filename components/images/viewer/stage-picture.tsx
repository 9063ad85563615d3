"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { KeptPicture } from "#components/ui/kept-picture"
import { thumbnailAddress } from "#lib/client/images/shown-image"
import type { ViewedPicture } from "./viewed-picture"

/** A picture in full; until it has come, what the page has of it in small. */
export function StagePicture({ picture }: { picture: ViewedPicture }) {
  // Another picture begins anew.
  return <Loading key={picture.address} picture={picture} />
}

function Loading({ picture: { image, address, alt, width, height } }: { picture: ViewedPicture }) {
  const t = useTranslations("images.viewer")
  const common = useTranslations("common")
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading")
  if (state === "failed") {
    return (
      <span className="absolute inset-0 flex flex-col items-center justify-center gap-2 text-ink-2 text-sm">
        <span role="alert">{t("loadFailed")}</span>
        <Button size="sm" onClick={() => setState("loading")}>
          {common("retry")}
        </Button>
      </span>
    )
  }
  return (
    <KeptPicture
      src={address}
      alt={alt}
      width={width}
      height={height}
      draggable={false}
      onLoad={() => setState("ready")}
      onError={() => setState("failed")}
      className="absolute inset-0 size-full select-none bg-center bg-contain bg-no-repeat object-contain"
      style={
        state === "loading" && image
          ? { backgroundImage: `url("${thumbnailAddress(image.sha256, 320)}")` }
          : undefined
      }
    />
  )
}
