"use client"

import { useTranslations } from "use-intl"
import { KeptPicture } from "#components/ui/kept-picture"
import { imageAddress } from "#lib/client/api/images"
import { cropPixels, largestCrop } from "#lib/client/crop-rectangle"
import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"

const percent = (share: number) => `${share * 100}%`

/** The part of the image that the mask lies on; what the target's ratio cuts off is dark. */
export function MaskGround({
  image,
  own,
  size,
  target,
}: {
  image: InitImage
  own: Size
  size: Size
  target: Size | undefined
}) {
  const t = useTranslations("images.mask")
  const { left, top } = cropPixels(own, image.crop)
  const sent = target && largestCrop(size, target.width / target.height)
  return (
    <>
      <KeptPicture
        src={imageAddress(image.sha256)}
        alt={t("ground")}
        draggable={false}
        className="absolute max-w-none"
        style={{
          left: percent(-left / size.width),
          top: percent(-top / size.height),
          width: percent(own.width / size.width),
          height: percent(own.height / size.height),
        }}
      />
      {sent && Math.min(sent.width, sent.height) < 0.99 ? (
        <span
          aria-hidden
          className="absolute shadow-[0_0_0_200vmax_rgb(0_0_0/0.6)]"
          style={{
            left: percent(sent.left),
            top: percent(sent.top),
            width: percent(sent.width),
            height: percent(sent.height),
          }}
        />
      ) : null}
    </>
  )
}
