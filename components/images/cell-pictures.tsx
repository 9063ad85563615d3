"use client"

import { Hourglass } from "lucide-react"
import { useTranslations } from "use-intl"
import { useCellKey, useWorkspace } from "#components/playground/playground-context"
import { useColumnNames } from "#components/playground/use-column-names"
import { isActive, useColumnPhase } from "#components/playground/use-column-state"
import { KeptPicture } from "#components/ui/kept-picture"
import { thumbnailAddress } from "#lib/client/images/shown-image"
import type { Column } from "#lib/client/workspace"
import { useMade } from "./use-made"
import { usePictureText } from "./use-picture-text"
import { previewAddress, useShownImages } from "./use-unfinished"

/** So many of one answer have room in a cell. */
const shown = 4

/** The pictures of one cell of the table, small; one that was broken off is marked. */
export function CellPictures({ column }: { column: Column }) {
  const t = useTranslations("images.picture")
  const { altOf } = usePictureText()
  const names = useColumnNames()
  const [rowId] = useCellKey(column.id).split("/")
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const isUnfinished = !isActive(useColumnPhase(column))
  const images = useShownImages(column.id) ?? []
  const made = useMade(column)
  return (
    <span className="flex min-h-0 grow gap-1.5 overflow-hidden">
      {images.slice(0, shown).map((image) => {
        const alt = isBlind
          ? t("blind", { name: names.get(column.id) ?? "" })
          : altOf(column, image, { rowId, made })
        const isBroken = image.partial && isUnfinished
        return (
          <span key={image.index} className="relative h-full min-w-0">
            <KeptPicture
              src={image.partial ? previewAddress(image.sha256) : thumbnailAddress(image.sha256, 320)}
              alt={isBroken ? t("unfinishedAlt", { alt }) : alt}
              width={image.width}
              height={image.height}
              loading="lazy"
              className="h-full w-auto max-w-full rounded-xs bg-sunken object-contain"
            />
            {isBroken ? (
              <span
                title={t("unfinished")}
                className="absolute bottom-0.5 left-0.5 grid size-5 place-items-center rounded-xs bg-warn-soft text-warn"
              >
                <Hourglass aria-hidden size={12} />
              </span>
            ) : null}
          </span>
        )
      })}
      {images.length > shown ? (
        <span className="figures self-end text-ink-3 text-xs">+{images.length - shown}</span>
      ) : null}
    </span>
  )
}
