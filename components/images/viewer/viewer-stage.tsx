"use client"

import { commonFrame } from "#lib/client/images/picture-difference"
import { toldApart } from "#lib/client/images/tell-apart"
import type { ViewerMode } from "#lib/client/images/viewer-state"
import type { ZoomStore } from "#lib/client/images/zoom-store"
import { DifferenceView } from "./difference-view"
import { FlipView } from "./flip-view"
import { SliderView } from "./slider-view"
import { StageFrame } from "./stage-frame"
import { StagePicture } from "./stage-picture"
import type { ViewedPicture } from "./viewed-picture"

interface ViewerStageProps {
  mode: ViewerMode
  zoom: ZoomStore
  shown: ViewedPicture
  other: ViewedPicture | undefined
}

/** One picture, or two in the way that the mode says. */
export function ViewerStage({ mode, zoom, shown, other }: ViewerStageProps) {
  if (mode === "single" || !other) {
    return (
      <StageFrame zoom={zoom} size={shown} className="flex-1">
        <StagePicture picture={shown} />
      </StageFrame>
    )
  }
  const [label, otherLabel] = toldApart(shown, other)
  const compared = {
    zoom,
    size: commonFrame(shown, other),
    shown: { ...shown, label },
    other: { ...other, label: otherLabel },
  }
  switch (mode) {
    case "slider":
      return <SliderView {...compared} />
    case "flip":
      return <FlipView {...compared} />
    case "difference":
      return <DifferenceView {...compared} />
    case "side":
      return (
        <div className="flex min-h-0 flex-1 divide-line-strong portrait:flex-col portrait:divide-y landscape:divide-x">
          {[compared.other, compared.shown].map((picture) => (
            <StageFrame
              key={picture === compared.shown ? "shown" : "other"}
              zoom={zoom}
              size={compared.size}
              caption={picture.label}
              className="flex-1"
            >
              <StagePicture picture={picture} />
            </StageFrame>
          ))}
        </div>
      )
  }
}
