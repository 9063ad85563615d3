"use client"

import { useTranslations } from "use-intl"
import { ZoomablePicture } from "#components/images/viewer/zoomable-picture"
import { useOpenSheet, useResult, useWorkspace } from "#components/playground/playground-context"
import { StatusLine } from "#components/playground/status-line"
import { isActive, useColumnPhase } from "#components/playground/use-column-state"
import { useTarget } from "#components/playground/use-target"
import { imageAddress } from "#lib/client/api/images"
import { sentParameters } from "#lib/client/variant"
import type { Column } from "#lib/client/workspace"
import { sizeOf } from "#lib/domain/image-parameters"
import { PictureShape, shapeStyle } from "./picture-shape"
import { PreviewPicture } from "./preview-picture"
import { useMade } from "./use-made"
import { usePictureText } from "./use-picture-text"
import { useShownImages } from "./use-unfinished"

/** One column's first picture in the row of a strip, with what sets it apart. */
export function StripPicture({ column, name, caption }: { column: Column; name: string; caption: string }) {
  const t = useTranslations("images.picture")
  const openSheet = useOpenSheet()
  const { altOf } = usePictureText()
  const target = useTarget(column)
  const phase = useColumnPhase(column)
  const result = useResult(column.id)
  const image = useShownImages(column.id)?.[0]
  const made = useMade(column)
  const size = (target && sizeOf(sentParameters(column, target).size)) ?? { width: 1, height: 1 }
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const alt = image ? (isBlind ? t("blind", { name }) : altOf(column, image, { made })) : ""
  return (
    <figure className="flex flex-col gap-1">
      {image && result && image.partial ? (
        <div className="relative" style={shapeStyle(image, false)}>
          <PreviewPicture image={image} alt={alt} isUnfinished={!isActive(phase)} />
        </div>
      ) : image && result ? (
        <ZoomablePicture
          src={imageAddress(image.sha256)}
          alt={alt}
          width={image.width}
          height={image.height}
          onOpen={() => openSheet({ kind: "viewer", runId: result.runId, index: image.index })}
        />
      ) : (
        <PictureShape size={size} isAlone={false} isWaiting={isActive(phase) || phase === "loading"} />
      )}
      <figcaption className="figures text-ink-2 text-xs">
        <span className="font-medium text-ink">{name}</span>
        {caption === "" ? null : ` · ${caption}`}
      </figcaption>
      {phase === "done" || phase === "idle" ? null : <StatusLine column={column} phase={phase} />}
    </figure>
  )
}
