"use client"

import { Bookmark } from "lucide-react"
import { lazy, Suspense, useEffect, useEffectEvent, useState } from "react"
import { useTranslations } from "use-intl"
import { useLoaded } from "#components/shell/use-loaded"
import { IconButton } from "#components/ui/icon-button"
import { usePlayground } from "./playground-context"

const load = () => import("#components/presets/save-preset")
const SavePreset = lazy(() => load().then((module) => ({ default: module.SavePreset })))

/** Keeps what stands here as a preset; Ctrl or Cmd+S does it from anywhere on the page. */
export function SaveButton() {
  const t = useTranslations("presets.save")
  const { mayRun } = usePlayground()
  const [isOpen, setOpen] = useState(false)
  const dialog = useLoaded(load, () => setOpen(true))
  const open = useEffectEvent(dialog.start)

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const mod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (!mod || event.key.toLowerCase() !== "s") return
      // Nobody who presses it means to keep the page's HTML.
      event.preventDefault()
      if (!document.querySelector("dialog[open]")) open()
    }
    window.addEventListener("keydown", onKeyDown)
    return () => window.removeEventListener("keydown", onKeyDown)
  }, [])

  if (!mayRun) return null
  return (
    <>
      <IconButton
        label={t("title")}
        shortcut="Mod+S"
        onPointerEnter={dialog.ahead}
        onFocus={dialog.ahead}
        onClick={dialog.start}
      >
        <Bookmark aria-hidden size={16} />
      </IconButton>
      {isOpen ? (
        <Suspense>
          <SavePreset onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
