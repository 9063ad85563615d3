"use client"

import { useMutation } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { imageAddress, uploadImage } from "#lib/client/api/images"
import { isBlankMask, maskFile, newMaskCanvas, paintedMask } from "#lib/client/mask-drawing"
import type { Size } from "#lib/domain/image-parameters"

/** What is painted on, and what the mask was before. */
export interface MaskSheet {
  pencil: CanvasRenderingContext2D
  before: HTMLCanvasElement | undefined
}

/** Lays out the sheet of a mask, with what it was so far, and keeps what has been painted on it. */
export function useMaskSheet(
  { width, height }: Size,
  mask: string | undefined,
  onKeep: (mask?: string) => void,
) {
  const [sheet, setSheet] = useState<MaskSheet>()
  const [loadFault, setLoadFault] = useState<Error>()

  useEffect(() => {
    const leave = new AbortController()
    layOut({ width, height }, mask).then(
      (laid) => leave.signal.aborted || setSheet(laid),
      (cause: unknown) =>
        leave.signal.aborted || setLoadFault(cause instanceof Error ? cause : new Error(String(cause))),
    )
    return () => leave.abort()
  }, [width, height, mask])

  const saving = useMutation({
    networkMode: "always",
    mutationFn: async ({ pencil }: MaskSheet): Promise<string | undefined> =>
      isBlankMask(pencil) ? undefined : (await uploadImage(await maskFile(pencil))).sha256,
    onSuccess: (kept) => onKeep(kept),
  })
  return {
    sheet,
    fault: saving.error ?? loadFault,
    isSaving: saving.isPending,
    save: () => sheet && saving.mutate(sheet),
  }
}

async function layOut(size: Size, mask: string | undefined): Promise<MaskSheet> {
  const before = mask === undefined ? undefined : await paintedMask(imageAddress(mask), size)
  return { pencil: newMaskCanvas(size), before }
}
