"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useWorkspace } from "#components/playground/playground-context"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { imageSizeQuery } from "#lib/client/api/image-size"
import { cropPixels } from "#lib/client/crop-rectangle"
import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"
import { InitImageActions } from "./init-image-actions"
import { InitImagePreview } from "./init-image-preview"

/** The init image as it will be sent, and what can be done with it. */
export function InitImageFilled({
  initImage,
  size,
  onFile,
}: {
  initImage: InitImage
  size: Size | undefined
  onFile: (file: File) => void
}) {
  const t = useTranslations("images.slot")
  const mask = useWorkspace((workspace) => workspace.mask)
  const { data: own, isError } = useQuery(imageSizeQuery(initImage.sha256))
  const part = own && cropPixels(own, initImage.crop)
  const sent = size ?? part
  return (
    <div className="flex flex-col gap-2">
      {isError ? (
        <ErrorCard title={t("missing.title")} hint={t("missing.hint")} />
      ) : sent && part && own ? (
        <>
          <InitImagePreview initImage={initImage} mask={mask} sent={sent} />
          <p className="figures text-ink-3 text-xs">
            {t(initImage.crop ? "figuresCropped" : "figures", {
              width: own.width,
              height: own.height,
              partWidth: part.width,
              partHeight: part.height,
              sentWidth: sent.width,
              sentHeight: sent.height,
            })}
          </p>
        </>
      ) : (
        <Skeleton className="h-48 w-full" />
      )}
      <InitImageActions initImage={initImage} own={own} size={size} onFile={onFile} />
    </div>
  )
}
