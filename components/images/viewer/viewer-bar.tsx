"use client"

import {
  ArrowLeftRight,
  ChevronLeft,
  ChevronRight,
  Columns2,
  Contrast,
  FlipHorizontal,
  Square,
  SquareSplitHorizontal,
  X,
} from "lucide-react"
import type { RefObject } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Segmented } from "#components/ui/segmented"
import type { ShownImage } from "#lib/client/images/shown-image"
import type { ViewerMode } from "#lib/client/images/viewer-state"
import type { ZoomStore } from "#lib/client/images/zoom-store"
import type { Size } from "#lib/domain/image-parameters"
import { OtherChoice } from "./other-choice"
import type { Viewer } from "./use-viewer"
import { ZoomControls } from "./zoom-controls"

const modes: { mode: ViewerMode; Icon: typeof X }[] = [
  { mode: "single", Icon: Square },
  { mode: "side", Icon: Columns2 },
  { mode: "slider", Icon: SquareSplitHorizontal },
  { mode: "flip", Icon: FlipHorizontal },
  { mode: "difference", Icon: Contrast },
]

interface ViewerBarProps {
  viewer: Viewer
  images: ShownImage[]
  hasInit: boolean
  zoom: ZoomStore
  size: Size
  stage: RefObject<HTMLElement | null>
  onClose: () => void
}

/**
 * At the head of the viewer: where one is, how two pictures are compared, how large they are. On a phone in two rows,
 * with the way out at the end of the first.
 */
export function ViewerBar({ viewer, images, hasInit, zoom, size, stage, onClose }: ViewerBarProps) {
  const t = useTranslations("images.viewer")
  const common = useTranslations("common")
  const { state, act, other } = viewer
  const first = hasInit ? "init" : 0
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b bg-surface px-2 py-1.5 max-md:gap-x-1">
      <span className="inline-flex items-center gap-1">
        <IconButton
          label={t("previous")}
          shortcut="←"
          size="sm"
          disabled={state.a === first}
          onClick={() => act({ type: "step", by: -1 })}
        >
          <ChevronLeft aria-hidden size={16} />
        </IconButton>
        <span className="figures min-w-16 text-center text-ink-2 text-xs">
          {state.a === "init" ? t("init") : t("position", { at: state.a + 1, count: images.length })}
        </span>
        <IconButton
          label={t("next")}
          shortcut="→"
          size="sm"
          disabled={state.a === images.length - 1}
          onClick={() => act({ type: "step", by: 1 })}
        >
          <ChevronRight aria-hidden size={16} />
        </IconButton>
      </span>
      {other ? (
        <span className="inline-flex min-w-0 items-center gap-1 max-md:flex-1">
          <OtherChoice state={state} images={images} hasInit={hasInit} act={act} />
          <IconButton label={t("swap")} shortcut="C" size="sm" onClick={() => act({ type: "swap" })}>
            <ArrowLeftRight aria-hidden size={14} />
          </IconButton>
        </span>
      ) : null}
      <span className="flex flex-1 items-center justify-between gap-x-4 max-md:order-1 max-md:basis-full max-md:gap-x-1">
        {other ? (
          <Segmented
            label={t("view")}
            size="sm"
            value={state.mode}
            options={modes.map(({ mode, Icon }) => ({
              value: mode,
              label: t(`modes.${mode}`),
              icon: <Icon aria-hidden size={14} className="md:hidden" />,
              iconOnly: "narrow",
            }))}
            onChange={(mode) => act({ type: "mode", mode })}
          />
        ) : null}
        <ZoomControls zoom={zoom} size={size} stage={stage} />
      </span>
      <span className="ml-auto inline-flex">
        <IconButton label={common("close")} shortcut="Esc" size="sm" onClick={onClose}>
          <X aria-hidden size={16} />
        </IconButton>
      </span>
    </header>
  )
}
