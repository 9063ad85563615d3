"use client"

import { Brush as BrushIcon, Contrast, Eraser, Eye, PaintBucket, Redo2, Trash2, Undo2 } from "lucide-react"
import type { Dispatch } from "react"
import { useTranslations } from "use-intl"
import { useModKey } from "#components/shell/mod-key"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { Segmented } from "#components/ui/segmented"
import { Slider } from "#components/ui/slider"
import type { MaskAction, MaskPainting } from "#lib/client/mask-strokes"
import type { Size } from "#lib/domain/image-parameters"

export interface Brush {
  /** Width in pixels of the mask. */
  size: number
  erase: boolean
}

/** Widest brush: half of the shorter side. */
const widest = ({ width, height }: Size): number => Math.max(2, Math.floor(Math.min(width, height) / 2))

/** A brush one notch wider (1) or narrower (-1): a sixth of its width, so that a notch is felt at any. */
export function resizedBrush(brush: Brush, notches: 1 | -1, size: Size): Brush {
  const next = brush.size + notches * Math.max(1, Math.round(brush.size / 6))
  return { ...brush, size: Math.min(widest(size), Math.max(1, next)) }
}

/** Brush and eraser, and what is done to the whole mask at once. */
export function MaskTools({
  size,
  brush,
  onBrush,
  painting,
  paint,
  isPlain,
  onPlain,
}: {
  size: Size
  brush: Brush
  onBrush: (brush: Brush) => void
  painting: MaskPainting
  paint: Dispatch<MaskAction>
  isPlain: boolean
  onPlain: (plain: boolean) => void
}) {
  const t = useTranslations("images.mask")
  const mod = useModKey()
  const all = (kind: "clear" | "fill" | "invert") => () => paint({ type: "add", step: { kind } })
  return (
    <div className="flex w-full flex-wrap items-center justify-center gap-x-4 gap-y-2">
      <Segmented
        label={t("tool")}
        size="sm"
        value={brush.erase ? "eraser" : "brush"}
        options={[
          { value: "brush", label: t("brush"), icon: <BrushIcon aria-hidden size={14} /> },
          { value: "eraser", label: t("eraser"), icon: <Eraser aria-hidden size={14} /> },
        ]}
        onChange={(tool) => onBrush({ ...brush, erase: tool === "eraser" })}
      />
      <span className="flex items-center gap-2">
        <Slider
          label={t("size")}
          valueText={t("sizeValue", { size: brush.size })}
          min={1}
          max={widest(size)}
          step={1}
          value={brush.size}
          onChange={(next) => onBrush({ ...brush, size: next })}
          className="w-32"
        />
        <span aria-hidden className="figures w-14 text-ink-2 text-xs">
          {t("sizeValue", { size: brush.size })}
        </span>
      </span>
      <span className="flex items-center gap-0.5">
        <IconButton
          label={t("undo")}
          shortcut={`${mod}Z`}
          size="sm"
          disabled={painting.done.length === 0}
          onClick={() => paint({ type: "undo" })}
        >
          <Undo2 aria-hidden size={16} />
        </IconButton>
        <IconButton
          label={t("redo")}
          shortcut={`${mod}⇧Z`}
          size="sm"
          disabled={painting.undone.length === 0}
          onClick={() => paint({ type: "redo" })}
        >
          <Redo2 aria-hidden size={16} />
        </IconButton>
      </span>
      <span className="flex flex-wrap items-center gap-0.5">
        <Button size="sm" variant="ghost" onClick={all("fill")}>
          <PaintBucket aria-hidden size={14} />
          {t("fill")}
        </Button>
        <Button size="sm" variant="ghost" onClick={all("invert")}>
          <Contrast aria-hidden size={14} />
          {t("invert")}
        </Button>
        <Button size="sm" variant="ghost" onClick={all("clear")}>
          <Trash2 aria-hidden size={14} />
          {t("clear")}
        </Button>
        <Button size="sm" variant="ghost" aria-pressed={isPlain} onClick={() => onPlain(!isPlain)}>
          <Eye aria-hidden size={14} />
          {t("preview")}
        </Button>
      </span>
    </div>
  )
}
