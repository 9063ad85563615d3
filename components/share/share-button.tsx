"use client"

import { Share2 } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { useTranslations } from "use-intl"
import { useLoaded } from "#components/shell/use-loaded"
import { IconButton } from "#components/ui/icon-button"

const load = () => import("./share-dialog")
const ShareDialog = lazy(() => load().then((module) => ({ default: module.ShareDialog })))

/** Hands on what stands here, by a link. */
export function ShareButton() {
  const t = useTranslations("share")
  const [isOpen, setOpen] = useState(false)
  const dialog = useLoaded(load, () => setOpen(true))
  return (
    <>
      <IconButton
        label={t("button")}
        onPointerEnter={dialog.ahead}
        onFocus={dialog.ahead}
        onClick={dialog.start}
      >
        <Share2 aria-hidden size={16} />
      </IconButton>
      {isOpen ? (
        <Suspense>
          <ShareDialog onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
