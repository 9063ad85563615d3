"use client"

import { useResult } from "#components/playground/playground-context"
import { type ColumnPhase, isActive } from "#components/playground/use-column-state"
import { useTarget } from "#components/playground/use-target"
import { classNames } from "#components/ui/class-names"
import { sentParameters } from "#lib/client/variant"
import type { Column } from "#lib/client/workspace"
import { sizeOf } from "#lib/domain/image-parameters"
import { PictureCard } from "./picture-card"
import { PictureProgress } from "./picture-progress"
import { PictureShape } from "./picture-shape"
import { useMade } from "./use-made"
import { useShownImages } from "./use-unfinished"

/** The most places that are kept free for what comes. */
const mostPlaces = 10

/** The pictures of a column's run: places of the right shape first, then previews, then the pictures themselves. */
export function Pictures({ column, name, phase }: { column: Column; name: string; phase: ColumnPhase }) {
  const target = useTarget(column)
  const result = useResult(column.id)
  const images = useShownImages(column.id)
  const sent = target ? sentParameters(column, target) : {}
  const made = useMade(column)
  const size = sizeOf(sent.size) ?? { width: 1, height: 1 }
  const active = isActive(phase)
  const isWaiting = active || phase === "loading"
  const asked = typeof sent.num_images === "number" ? sent.num_images : 1
  const count = isWaiting ? Math.min(mostPlaces, Math.max(asked, images?.length ?? 0)) : (images?.length ?? 0)
  if (count === 0 && phase !== "idle") return null
  const isAlone = count <= 1
  const places = Array.from({ length: Math.max(1, count) }, (_, index) => index)
  return (
    <>
      {active ? <PictureProgress column={column} /> : null}
      <div className={classNames("grid gap-4", isAlone ? null : "grid-cols-2 @[64rem]:grid-cols-3")}>
        {places.map((place) => {
          // While more may come, each has its place; after that, those that did come close ranks.
          const image = active ? images?.find(({ index }) => index === place) : images?.[place]
          return image && result ? (
            <PictureCard
              key={place}
              column={column}
              name={name}
              image={image}
              runId={result.runId}
              asked={made?.parameters ?? sent}
              made={made}
              isAlone={isAlone}
              isUnfinished={!active}
            />
          ) : (
            <PictureShape key={place} size={size} isAlone={isAlone} isWaiting={isWaiting} />
          )
        })}
      </div>
    </>
  )
}
