"use client"

import { useId } from "react"
import { useTranslations } from "use-intl"
import { useWorkspace } from "#components/playground/playground-context"
import { useAnyTarget } from "#components/playground/use-any-target"
import { Button } from "#components/ui/button"
import { Spinner } from "#components/ui/spinner"
import { takes } from "#lib/domain/provider-traits"
import { DroppedPictures } from "./dropped-pictures"
import { InitImageEmpty } from "./init-image-empty"
import { InitImageFault } from "./init-image-fault"
import { megabytesOf } from "./init-image-figures"
import { InitImageFilled } from "./init-image-filled"
import { useUploadInitImage, useUploadState } from "./init-image-upload"
import { useTargetSize } from "./use-target-size"

/** The image that the pictures start from: chosen, dropped or pasted; looked at, cropped, masked. */
export function InitImageSlot() {
  const t = useTranslations("images.slot")
  const titleId = useId()
  const initImage = useWorkspace((workspace) => workspace.initImage)
  const isTaken = useAnyTarget(({ provider }) => takes(provider, "init_image"))
  const size = useTargetSize()
  const { upload, forget } = useUploadInitImage()
  const state = useUploadState()
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2">
      <div>
        <h2 id={titleId} className="font-medium text-ink-2 text-xs">
          {t("title")}
        </h2>
        <div aria-live="polite">
          {state.kind === "busy" ? (
            <p className="mt-1 flex items-center gap-2 text-ink-2 text-sm">
              <Spinner />
              <span className="min-w-0 flex-1 truncate">
                {t("uploading", { name: state.file.name, megabytes: megabytesOf(state.file.size) })}
              </span>
              <Button size="sm" variant="ghost" onClick={forget}>
                {t("cancelUpload")}
              </Button>
            </p>
          ) : null}
        </div>
      </div>
      {state.kind === "failed" ? (
        <InitImageFault
          error={state.error}
          name={state.file.name}
          onRetry={() => upload(state.file)}
          onClose={forget}
        />
      ) : null}
      {initImage ? (
        <InitImageFilled initImage={initImage} size={size} onFile={upload} />
      ) : state.kind === "busy" ? null : (
        <InitImageEmpty onFile={upload} />
      )}
      {isTaken ? null : <p className="text-ink-3 text-xs">{t("notTaken")}</p>}
      <DroppedPictures />
    </section>
  )
}
