"use client"

import { useQuery } from "@tanstack/react-query"
import { useWorkspace } from "#components/playground/playground-context"
import { imageSizeQuery } from "#lib/client/api/image-size"
import { sentImageAddress } from "#lib/client/api/images"
import type { InitPicture } from "#lib/client/images/shown-image"
import { useTargetSize } from "./use-target-size"

/**
 * The image that all columns start from, as it is sent: beside it, and in its place, stand pictures of that shape.
 * `isPending` until its size is known, or known to be unknown.
 */
export function useInitPicture(): { initImage: InitPicture | undefined; isPending: boolean } {
  const start = useWorkspace((workspace) => workspace.initImage)
  const size = useQuery({ ...imageSizeQuery(start?.sha256 ?? ""), enabled: start !== undefined })
  const sent = useTargetSize()
  const isPending = start !== undefined && size.isPending
  if (!start || !size.data) return { initImage: undefined, isPending }
  const seen = sent ? { ...sent, address: sentImageAddress(start, sent) } : size.data
  return { initImage: { sha256: start.sha256, ...seen }, isPending }
}
