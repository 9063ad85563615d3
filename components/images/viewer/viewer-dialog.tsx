"use client"

import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useToastsIn } from "#components/ui/toast"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { imageAddress } from "#lib/client/api/images"
import { commonFrame } from "#lib/client/images/picture-difference"
import type { InitPicture, ShownImage } from "#lib/client/images/shown-image"
import type { Choice, ViewerMode } from "#lib/client/images/viewer-state"
import { createZoomStore } from "#lib/client/images/zoom-store"
import { useViewer } from "./use-viewer"
import { useViewerKeys } from "./use-viewer-keys"
import { ViewerBar } from "./viewer-bar"
import { ViewerFoot } from "./viewer-foot"
import { ViewerStage } from "./viewer-stage"

export interface ViewerDialogProps {
  images: ShownImage[]
  /** The place of the picture that it opens on. */
  start: number
  /** What they were made from: it can be looked at and compared with too. */
  initImage?: InitPicture
  mode?: ViewerMode
  onClose: () => void
  /** Called with the picture's place whenever another one is shown: to load more, to give back the focus. */
  onShow?: (at: number) => void
  /** Judged blind: a file's name and what is in it say the settings. */
  isBlind?: boolean
  /** Without it there is no such button. */
  onUseAsInit?: (image: ShownImage) => void
  isStarred?: (image: ShownImage) => boolean
  onStar?: (image: ShownImage, starred: boolean) => void
  /** Without it none can be deleted. */
  onDelete?: (image: ShownImage) => void
}

/** Pictures in the whole window: one at a time or two compared, zoomed and moved together. Loaded when it is needed. */
export function ViewerDialog(props: ViewerDialogProps) {
  const { images, initImage, onClose, onShow, onUseAsInit, isStarred, onStar, onDelete } = props
  const t = useTranslations("images.viewer")
  const dialog = useRef<HTMLDialogElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const [zoom] = useState(createZoomStore)
  const viewer = useViewer(images, initImage, props.start, props.mode)
  const { state, act, shown, other } = viewer
  const isCompared = state.mode !== "single" && other !== undefined
  const size = shown ? (isCompared ? commonFrame(shown, other) : shown) : { width: 1, height: 1 }
  const image = shown?.image
  const starred = image && isStarred?.(image)
  const star = image && onStar ? () => onStar(image, !starred) : undefined
  const remove = image && onDelete ? () => onDelete(image) : undefined
  const onKeyDown = useViewerKeys({ zoom, size, stage, act, onStar: star, onDelete: remove })
  useToastsIn(dialog)

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    stage.current?.focus()
    // Closed before it leaves the page: only then does the browser give the focus back to where it was.
    return () => element?.close()
  }, [])

  // All pictures went away: deleted, or another list.
  const leave = useEffectEvent(onClose)
  useEffect(() => {
    if (!shown) leave()
  }, [shown])

  usePreloaded(images, state.a)
  const tell = useEffectEvent((at: Choice) => {
    if (at !== "init") onShow?.(at)
  })
  useEffect(() => tell(state.a), [state.a])

  if (!shown) return null
  const facts = shown.facts.join(", ")
  const name = facts === "" ? shown.label : t("withFacts", { label: shown.label, facts })
  const said = isCompared ? t("compared", { label: name, other: other.label }) : name
  const at = state.a === "init" ? "" : t("position", { at: state.a + 1, count: images.length })
  return (
    <dialog
      ref={dialog}
      aria-label={t("title")}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onKeyDown={onKeyDown}
      className="m-0 h-dvh max-h-none w-dvw max-w-none flex-col bg-canvas p-0 text-ink open:flex"
    >
      <ViewerBar
        viewer={viewer}
        images={images}
        hasInit={initImage !== undefined}
        zoom={zoom}
        size={size}
        stage={stage}
        onClose={onClose}
      />
      <section
        ref={stage}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the arrows, plus and minus, as a map does.
        tabIndex={0}
        aria-label={t("stage")}
        aria-description={t("keys")}
        className="flex min-h-0 flex-1 bg-sunken -outline-offset-2"
      >
        <ViewerStage mode={state.mode} zoom={zoom} shown={shown} other={other} />
      </section>
      <ViewerFoot
        isBlind={props.isBlind}
        shown={shown}
        onUseAsInit={onUseAsInit}
        starred={starred}
        onStar={star}
        onDelete={remove}
      />
      <VisuallyHidden role="status">{[at, said].filter(Boolean).join(": ")}</VisuallyHidden>
    </dialog>
  )
}

/** The pictures beside the shown one, so that a step shows the next at once. */
function usePreloaded(images: ShownImage[], at: Choice) {
  useEffect(() => {
    const place = at === "init" ? -1 : at
    for (const near of [images[place + 1], images[place - 1]])
      if (near) new Image().src = imageAddress(near.sha256)
  }, [images, at])
}
