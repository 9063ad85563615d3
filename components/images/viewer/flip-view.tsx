"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { ComparedPictures } from "./compared-pictures"
import { FrameCaption, StageFrame } from "./stage-frame"
import { StagePicture } from "./stage-picture"

/** Two pictures in one place: the other one shows while one points at it, or holds a finger on it. */
export function FlipView({ zoom, size, shown, other }: ComparedPictures) {
  const t = useTranslations("images.viewer")
  const [isFlipped, setIsFlipped] = useState(false)
  return (
    <div
      className="relative flex min-h-0 flex-1"
      onPointerEnter={(event) => event.pointerType === "mouse" && setIsFlipped(true)}
      onPointerLeave={() => setIsFlipped(false)}
      onPointerDown={(event) => event.pointerType !== "mouse" && setIsFlipped(true)}
      onPointerUp={(event) => event.pointerType !== "mouse" && setIsFlipped(false)}
      onPointerCancel={() => setIsFlipped(false)}
    >
      <StageFrame zoom={zoom} size={size} className="flex-1">
        {/* Both stay, so that the flip is at once. */}
        <span className={classNames("block", isFlipped && "invisible")}>
          <StagePicture picture={shown} />
        </span>
        <span className={classNames("block", !isFlipped && "invisible")}>
          <StagePicture picture={other} />
        </span>
      </StageFrame>
      <FrameCaption text={(isFlipped ? other : shown).label} />
      <p className="pointer-events-none absolute inset-x-0 bottom-2 text-center">
        <span className="rounded bg-raised px-2 py-0.5 text-ink-2 text-xs shadow-raised">
          {t("flipHint")}
        </span>
      </p>
    </div>
  )
}
