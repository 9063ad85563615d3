"use client"

import { KeptPicture } from "#components/ui/kept-picture"
import { thumbnailAddress } from "#lib/client/images/shown-image"
import type { RunSummary } from "#lib/domain/history"

/** So many have room in a line of the list. */
const shown = 8

/** The pictures of runs in one line, small. They say nothing that the line does not say too. */
export function RunThumbnails({ images }: { images: NonNullable<RunSummary["images"]> }) {
  return (
    <span className="flex h-5 min-w-0 items-center gap-1 overflow-hidden">
      {images.slice(0, shown).map(({ sha256 }, place) => (
        <KeptPicture
          // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may come twice, and the order never changes.
          key={`${sha256} ${place}`}
          src={thumbnailAddress(sha256, 160)}
          alt=""
          loading="lazy"
          className="size-5 shrink-0 rounded-xs bg-sunken object-cover"
        />
      ))}
      {images.length > shown ? (
        <span className="figures text-ink-3 text-xs">+{images.length - shown}</span>
      ) : null}
    </span>
  )
}
