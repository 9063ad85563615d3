"use client"

import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { ApiError } from "#lib/client/api/request"

/** Faults of the file itself: the same one would be refused again. */
const fileFaults = ["unsupported_media_type", "body_too_large"]

/** Why a file has not become the init image, and what can be done. */
export function InitImageFault({
  error,
  name,
  onRetry,
  onClose,
}: {
  error: Error
  /** The file's. */
  name: string
  onRetry: () => void
  onClose: () => void
}) {
  const t = useTranslations("images.slot")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const isKnown = error instanceof ApiError
  const { title, hint } = isKnown ? errorText(error) : { title: t("failed"), hint: error.message }
  return (
    <ErrorCard
      title={title}
      hint={hint}
      detail={name}
      actions={
        <>
          {isKnown && fileFaults.includes(error.code) ? null : (
            <Button size="sm" onClick={onRetry}>
              {common("retry")}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={onClose}>
            {common("close")}
          </Button>
        </>
      }
    />
  )
}
