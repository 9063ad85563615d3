"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useEdit, useWorkspace } from "#components/playground/playground-context"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { Skeleton } from "#components/ui/skeleton"
import { imageSizeQuery } from "#lib/client/api/image-size"
import { cropPixels, largestCrop } from "#lib/client/crop-rectangle"
import { setMask } from "#lib/client/image-edits"
import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"
import { InitImageActions } from "./init-image-actions"
import { InitImagePreview } from "./init-image-preview"
import { isGone } from "./use-lost-image"

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
  const common = useTranslations("common")
  const edit = useEdit()
  const mask = useWorkspace((workspace) => workspace.mask)
  const { data: own, error, refetch } = useQuery(imageSizeQuery(initImage.sha256))
  const { error: maskError } = useQuery({ ...imageSizeQuery(mask ?? ""), enabled: mask !== undefined })
  const isMaskLost = mask !== undefined && isGone(maskError)
  // Where nobody has cropped it, what goes beyond the shape that is asked for is cut off all the same.
  const crop = initImage.crop ?? (own && size && largestCrop(own, size.width / size.height))
  const part = own && cropPixels(own, crop)
  const isWhole = part?.width === own?.width && part?.height === own?.height
  const sent = size ?? part
  return (
    <div className="flex flex-col gap-2">
      {error ? (
        isGone(error) ? (
          <ErrorCard title={t("missing.title")} hint={t("missing.hint")} />
        ) : (
          <ErrorCard
            title={t("noPreview")}
            actions={
              <Button size="sm" onClick={() => void refetch()}>
                {common("retry")}
              </Button>
            }
          />
        )
      ) : sent && part && own ? (
        <>
          <InitImagePreview initImage={initImage} mask={isMaskLost ? undefined : mask} sent={sent} />
          {isMaskLost ? (
            <ErrorCard
              tone="warn"
              title={t("missingMask.title")}
              hint={t("missingMask.hint")}
              actions={
                <Button size="sm" onClick={() => edit(setMask(undefined))}>
                  {t("removeMask")}
                </Button>
              }
            />
          ) : null}
          <p className="figures text-ink-3 text-xs">
            {t(isWhole ? "figures" : "figuresCropped", {
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
