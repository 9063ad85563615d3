"use client"

import { useReducer, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { Spinner } from "#components/ui/spinner"
import { ApiError } from "#lib/client/api/request"
import { cropPixels } from "#lib/client/crop-rectangle"
import { emptyPainting, paintMask } from "#lib/client/mask-strokes"
import type { Size } from "#lib/domain/image-parameters"
import type { InitImage } from "#lib/domain/prompt-schema"
import { MaskCanvas } from "./mask-canvas"
import { MaskDiscard } from "./mask-discard"
import { type Brush, MaskTools } from "./mask-tools"
import { useMaskKeys } from "./use-mask-keys"
import { useMaskSheet } from "./use-mask-sheet"

/**
 * Paints which part of an init image is made anew. `own`: the image's size, `target`: the size that is made; both in
 * pixels.
 */
export function MaskDialog({
  image,
  own,
  target,
  mask,
  onKeep,
  onClose,
}: {
  image: InitImage
  own: Size
  target: Size | undefined
  /** The mask so far. */
  mask: string | undefined
  /** Undefined: nothing is painted, so that all of the image is made anew. */
  onKeep: (mask: string | undefined) => void
  onClose: () => void
}) {
  const t = useTranslations("images.mask")
  const common = useTranslations("common")
  const size = cropPixels(own, image.crop)
  const [painting, paint] = useReducer(paintMask, emptyPainting)
  const [brush, setBrush] = useState<Brush>({ size: firstBrush(size), erase: false })
  const [isPlain, setPlain] = useState(false)
  const [asksToLeave, setAsking] = useState(false)
  const { sheet, fault, save, isSaving } = useMaskSheet(size, mask, onKeep)
  const keys = useMaskKeys({ size, paint, setBrush })
  // Escape twice must not be a way to lose it either.
  const leave = () => (painting.done.length > 0 ? setAsking(!asksToLeave) : onClose())
  return (
    <Dialog
      open
      onClose={leave}
      title={t("title")}
      size="lg"
      actions={
        asksToLeave ? (
          <MaskDiscard onStay={() => setAsking(false)} onDiscard={onClose} />
        ) : (
          <>
            <Button onClick={leave}>{common("cancel")}</Button>
            <Button
              variant="primary"
              busy={isSaving}
              disabled={!sheet}
              onClick={() => (painting.done.length === 0 ? onClose() : save())}
            >
              {t("keep")}
            </Button>
          </>
        )
      }
    >
      <div ref={keys} className="flex flex-col items-center gap-3">
        {fault ? <MaskFault error={fault} /> : null}
        <MaskTools
          size={size}
          brush={brush}
          onBrush={setBrush}
          painting={painting}
          paint={paint}
          isPlain={isPlain}
          onPlain={setPlain}
        />
        {sheet ? (
          <MaskCanvas
            image={image}
            own={own}
            size={size}
            target={target}
            sheet={sheet}
            brush={brush}
            painting={painting}
            paint={paint}
            isPlain={isPlain}
          />
        ) : fault ? null : (
          <Spinner />
        )}
      </div>
    </Dialog>
  )
}

function MaskFault({ error }: { error: Error }) {
  const t = useTranslations("images.mask")
  const errorText = useErrorText()
  const { title, hint } =
    error instanceof ApiError ? errorText(error) : { title: t("failed"), hint: t("failedHint") }
  return <ErrorCard title={title} hint={hint} className="w-full" />
}

/** A twelfth of the shorter side paints an eye as well as a sky. */
const firstBrush = ({ width, height }: Size): number => Math.max(2, Math.round(Math.min(width, height) / 12))
