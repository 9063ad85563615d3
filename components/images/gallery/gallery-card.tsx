"use client"

import { memo, useMemo, useState } from "react"
import { useTranslations } from "use-intl"
import { lineButton, StarButton } from "#components/history/star-button"
import { classNames } from "#components/ui/class-names"
import { KeptPicture } from "#components/ui/kept-picture"
import { thumbnailAddress } from "#lib/client/images/shown-image"
import type { GalleryImage } from "#lib/domain/gallery"
import type { CardCommands } from "./card-commands"
import { CardMenu } from "./card-menu"
import { galleryKeyOf } from "./use-gallery-selection"
import { useShownImage } from "./use-image-facts"

/** Below the picture, px: the prompt, and what made it. */
export const captionHeight = 44

interface GalleryCardProps {
  image: GalleryImage
  /** Its place among all that are loaded. */
  at: number
  isTabStop: boolean
  isSelected: boolean
  /** Whether anything is selected: then every picture shows its box. */
  isSelecting: boolean
  commands: CardCommands
}

/** A picture of the gallery: it opens on a click; what can be done with it shows when one points at it. */
export const GalleryCard = memo(function GalleryCard(props: GalleryCardProps) {
  const { image, at, isTabStop, isSelected, isSelecting, commands } = props
  const t = useTranslations("images.gallery")
  const shownImage = useShownImage()
  const [isNear, setIsNear] = useState(false)
  const { label, alt, facts } = useMemo(() => shownImage(image), [shownImage, image])
  const tabIndex = isTabStop ? 0 : -1
  const onDemand = classNames(
    "absolute z-10 rounded bg-raised shadow-raised group-hover/card:opacity-100 group-has-focus-visible/card:opacity-100 pointer-coarse:opacity-100",
  )
  return (
    <article
      className="group/card relative h-full"
      onPointerEnter={() => setIsNear(true)}
      onFocus={() => setIsNear(true)}
    >
      <button
        type="button"
        data-focus={galleryKeyOf(image)}
        tabIndex={tabIndex}
        onClick={() => commands.open(at)}
        className={classNames(
          "block w-full cursor-zoom-in overflow-hidden rounded bg-sunken",
          isSelected && "outline-2 outline-accent-strong outline-offset-1",
        )}
        style={{ height: `calc(100% - ${captionHeight}px)` }}
      >
        <KeptPicture
          src={thumbnailAddress(image.sha256, 320)}
          alt={alt}
          draggable={false}
          className="size-full object-contain"
        />
      </button>
      <label
        className={classNames(
          onDemand,
          "top-1.5 left-1.5 flex size-7 items-center justify-center pointer-coarse:size-10",
          !isSelecting && "opacity-0",
        )}
      >
        <input
          type="checkbox"
          aria-label={t("selectOne", { name: label })}
          tabIndex={tabIndex}
          checked={isSelected}
          onChange={() => commands.select(image)}
          className="size-3.5 accent-accent-strong"
        />
      </label>
      <span
        className={classNames(onDemand, "top-1.5 right-1.5 inline-flex py-1", !image.starred && "opacity-0")}
      >
        <StarButton
          starred={image.starred}
          label={t(image.starred ? "unstar" : "star")}
          isTabStop={isTabStop}
          onStar={(starred) => commands.star(image, starred)}
        />
      </span>
      <span className="flex items-center gap-1 pt-1" style={{ height: captionHeight }}>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-xs">{label}</span>
          <span className="figures block truncate text-2xs text-ink-3">{facts.join(" · ")}</span>
        </span>
        {/* Its place is kept, so that the texts beside it do not move when it comes. */}
        <span className="flex w-7 shrink-0 justify-end pointer-coarse:w-10">
          {isNear || isTabStop ? (
            <CardMenu
              image={image}
              name={label}
              tabIndex={tabIndex}
              commands={commands}
              className={lineButton}
            />
          ) : null}
        </span>
      </span>
    </article>
  )
})
