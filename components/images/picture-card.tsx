"use client"

import { Download } from "lucide-react"
import { useTranslations } from "use-intl"
import { ZoomablePicture } from "#components/images/viewer/zoomable-picture"
import { useOpenSheet, useWorkspace } from "#components/playground/playground-context"
import { buttonClass } from "#components/ui/button"
import { imageAddress } from "#lib/client/api/images"
import { downloadAddress } from "#lib/client/images/shown-image"
import { otherSizeAsked } from "#lib/client/picture-facts"
import { pictureKey } from "#lib/client/size-ladder"
import type { Column } from "#lib/client/workspace"
import type { Variant } from "#lib/domain/batch"
import type { ImageResult } from "#lib/domain/outcome-schema"
import type { Parameters } from "#lib/domain/parameters"
import { PictureMenu } from "./picture-menu"
import { PicturePick } from "./picture-pick"
import { shapeStyle } from "./picture-shape"
import { PreviewPicture } from "./preview-picture"
import { usePictureText } from "./use-picture-text"

interface PictureCardProps {
  column: Column
  name: string
  image: ImageResult
  runId: string
  /** The settings that made it. */
  asked: Parameters
  /** All that its run was asked for, where the column asks for something else by now. */
  made: Variant | undefined
  isAlone: boolean
  /** The run has ended without it. */
  isUnfinished: boolean
}

/** One picture: itself, what it can be used for, and its true size and seed under it. */
export function PictureCard({
  column,
  name,
  image,
  runId,
  asked,
  made,
  isAlone,
  isUnfinished,
}: PictureCardProps) {
  const t = useTranslations("images.picture")
  const openSheet = useOpenSheet()
  const { altOf } = usePictureText()
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const { partial, sha256, width, height, seed, index } = image
  const other = otherSizeAsked(asked, image)
  const place = index + 1
  const alt = isBlind ? t("blind", { name }) : altOf(column, image, { made })
  return (
    <figure className="group/picture min-w-0">
      <div className="relative" style={shapeStyle(image, isAlone)}>
        {partial ? (
          <PreviewPicture image={image} alt={alt} isUnfinished={isUnfinished} />
        ) : (
          <>
            <ZoomablePicture
              src={imageAddress(sha256)}
              alt={alt}
              width={width}
              height={height}
              onOpen={() => openSheet({ kind: "viewer", runId, index })}
              className="cursor-zoom-in"
            />
            {isBlind ? null : (
              <>
                <PicturePick id={pictureKey(runId, index)} label={t("pick", { name, place })} />
                <span className="absolute top-1.5 right-1.5 opacity-0 group-focus-within/picture:opacity-100 group-hover/picture:opacity-100 pointer-coarse:opacity-100">
                  <PictureMenu column={column} name={name} image={image} runId={runId} />
                </span>
              </>
            )}
          </>
        )}
      </div>
      {partial && isUnfinished ? (
        <figcaption className="mt-1 text-ink-3 text-xs">{t("unfinishedHint")}</figcaption>
      ) : null}
      {partial || isBlind ? null : (
        <figcaption className="figures mt-1 flex min-h-7 items-center gap-2 text-ink-3 text-xs">
          <span className="min-w-0">
            <span className={other ? undefined : "whitespace-nowrap"}>
              {other
                ? t("otherSize", { asked: `${other.width} × ${other.height}`, got: `${width} × ${height}` })
                : `${width} × ${height}`}
            </span>
            {seed === undefined ? null : (
              <>
                {" · "}
                <span className="whitespace-nowrap">{t("seed", { seed })}</span>
              </>
            )}
          </span>
          <a
            href={downloadAddress({ sha256, runId })}
            download
            aria-label={t("download", { name, place })}
            title={t("downloadHint")}
            className={buttonClass({ variant: "ghost", size: "sm", className: "w-7 px-0!" })}
          >
            <Download aria-hidden size={14} />
          </a>
        </figcaption>
      )}
    </figure>
  )
}
