"use client"

import { useCallback } from "react"
import { useTranslations } from "use-intl"
import { useEdit, usePlayground } from "#components/playground/playground-context"
import { useToast } from "#components/ui/toast"
import { setInitImage } from "#lib/client/image-edits"
import type { Edit } from "#lib/client/workspace-edits"
import type { InitImage } from "#lib/domain/prompt-schema"

/** What the pictures start from, to be changed from anywhere on the page: a column's result, the gallery, a file. */
export function useInitImage(): {
  /** Starts from a kept image, by its hash. */
  take: (sha256: string) => void
  /** Starts from an image, or (undefined) from nothing; says so, and offers to take it back. */
  change: (initImage: InitImage | undefined, said: "taken" | "removed" | "replaced" | "maskGone") => void
} {
  const t = useTranslations("images.slot")
  const common = useTranslations("common")
  const toast = useToast()
  const edit = useEdit()
  const { workspace } = usePlayground()

  const change = useCallback(
    (initImage: InitImage | undefined, said: "taken" | "removed" | "replaced" | "maskGone") => {
      const before = workspace.getState()
      edit(setInitImage(initImage))
      const undo = () => edit(put(before))
      toast({ text: t(`said.${said}`), action: { label: common("undo"), onAction: undo } })
    },
    [workspace, edit, toast, t, common],
  )
  const take = useCallback((sha256: string) => change({ sha256 }, "taken"), [change])
  return { take, change }
}

/** Puts image and mask back together: one without the other would drop the mask. */
const put =
  ({ initImage, mask }: ReturnType<Edit>): Edit =>
  () => ({ initImage, mask })
