"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { KeptPicture } from "#components/ui/kept-picture"
import { imageAddress, sentImageAddress } from "#lib/client/api/images"
import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"

/** Stripes, so that the mask is seen by more than its colour. */
const hatch =
  "repeating-linear-gradient(135deg, rgb(60 30 0 / 0.75) 0 1.5px, rgb(255 170 40 / 0.5) 1.5px 8px)"

/** The image as it will be sent, the mask on top of it. */
export function InitImagePreview({
  initImage,
  mask,
  sent,
}: {
  initImage: InitImage
  mask: string | undefined
  sent: Size
}) {
  const t = useTranslations("images.slot")
  const address = sentImageAddress(initImage, sent)
  const [broken, setBroken] = useState<string>()
  return (
    <div
      className="relative max-w-full self-start overflow-hidden rounded border bg-sunken"
      style={{
        aspectRatio: `${sent.width} / ${sent.height}`,
        width: `calc(13rem * ${sent.width / sent.height})`,
      }}
    >
      {broken === address ? (
        <p className="p-3 text-ink-2 text-sm">{t("noPreview")}</p>
      ) : (
        <KeptPicture
          key={address}
          src={address}
          alt={t("preview", { width: sent.width, height: sent.height })}
          onError={() => setBroken(address)}
          className="absolute inset-0 size-full object-cover"
        />
      )}
      {mask ? (
        <span
          role="img"
          aria-label={t("maskShown")}
          className="absolute inset-0"
          style={{
            background: hatch,
            maskImage: `url(${imageAddress(mask)})`,
            maskMode: "luminance",
            maskSize: "cover",
            maskPosition: "center",
          }}
        />
      ) : null}
    </div>
  )
}
