"use client"

import { lazy, Suspense, useState } from "react"
import { createPortal } from "react-dom"
import { useTranslations } from "use-intl"
import { useEdit, usePlayground } from "#components/playground/playground-context"
import { useToast } from "#components/ui/toast"
import type { CarriedSettings } from "#lib/client/carried-settings"
import { setView } from "#lib/client/workspace-edits"
import { DroppedOverlay } from "./dropped-overlay"
import { useUploadInitImage } from "./init-image-upload"
import { useDroppedFiles } from "./use-dropped-files"

const DroppedSettings = lazy(() =>
  import("./dropped-settings").then((module) => ({ default: module.DroppedSettings })),
)

/**
 * Takes pictures that are dropped or pasted anywhere on the page. One that carries its settings is asked about first;
 * any other becomes the init image. Stands in the document's body, for the pane around it may be folded.
 */
export function DroppedPictures() {
  const t = useTranslations("images.dropped")
  const toast = useToast()
  const edit = useEdit()
  const { keeper } = usePlayground()
  const { upload } = useUploadInitImage()
  const [carrying, setCarrying] = useState<{ file: File; settings: CarriedSettings }>()

  const start = (file: File) => {
    // What becomes of it is said there.
    edit(setView({ promptOpen: true }))
    upload(file)
  }
  const take = async ([file, ...more]: File[]) => {
    // Until the workspace has been loaded, what is put into it would be lost.
    if (!file || !keeper) return
    if (more.length > 0) toast({ text: t("onlyOne") })
    const settings = await carriedBy(file)
    if (settings) setCarrying({ file, settings })
    else start(file)
  }
  const isOver = useDroppedFiles(take)
  if (!isOver && !carrying) return null
  return createPortal(
    carrying ? (
      <Suspense>
        <DroppedSettings
          {...carrying}
          onStart={() => {
            setCarrying(undefined)
            start(carrying.file)
          }}
          onClose={() => setCarrying(undefined)}
        />
      </Suspense>
    ) : (
      <DroppedOverlay />
    ),
    document.body,
  )
}

/** Without the code that reads them, a picture is still a picture. */
async function carriedBy(file: File): Promise<CarriedSettings | undefined> {
  const code = await import("#lib/client/read-carried-settings").catch(() => undefined)
  return code?.readCarriedSettings(file)
}
