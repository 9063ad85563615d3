"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useWorkspace } from "#components/playground/playground-context"
import { imageSizeQuery } from "#lib/client/api/image-size"
import { ApiError } from "#lib/client/api/request"

/** Whether this is what is said of an image that the server has no more. */
export const isGone = (error: Error | null): boolean =>
  error instanceof ApiError && error.code === "not_found"

/**
 * Says which of the shared images of pictures the server has no more. Asks nothing itself: the slot that shows them does,
 * and the page only waits for what it finds.
 */
export function useLostImage(): string | undefined {
  const t = useTranslations("run.obstacles.lost")
  const image = useWorkspace(({ initImage }) => initImage?.sha256)
  const mask = useWorkspace((workspace) => workspace.initImage && workspace.mask)
  const isShared = useWorkspace(({ columns }) => columns.some(({ start }) => start === undefined))
  const isImageLost = useIsLost(image)
  const isMaskLost = useIsLost(mask)
  // One column that starts from it is enough: the server would refuse them all.
  if (!isShared) return undefined
  if (isImageLost) return t("image")
  return isMaskLost ? t("mask") : undefined
}

function useIsLost(sha256: string | undefined): boolean {
  const { error } = useQuery({ ...imageSizeQuery(sha256 ?? ""), enabled: false })
  return sha256 !== undefined && isGone(error)
}
