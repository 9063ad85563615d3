"use client"

import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query"
import { usePlayground } from "#components/playground/playground-context"
import { imageSizeQuery } from "#lib/client/api/image-size"
import { setInitImage } from "#lib/client/image-edits"
import { useInitImage } from "./use-init-image"

interface Upload {
  file: File
  leave: AbortController
}

/** How far the file that was given last is; `idle` once it has become the init image. */
export type UploadState =
  | { kind: "idle" }
  | { kind: "busy"; file: File }
  | { kind: "failed"; file: File; error: Error }

const mutationKey = ["init-image"]

/** Sends a file to become the init image; a later one takes the place of one that is still on its way. */
export function useUploadInitImage(): { upload: (file: File) => void; forget: () => void } {
  const queries = useQueryClient()
  const { workspace } = usePlayground()
  const { change } = useInitImage()
  const { mutate } = useMutation({
    mutationKey,
    // Offline it fails at once, with a sentence, in place of waiting in silence.
    networkMode: "always",
    mutationFn: async ({ file, leave }: Upload) => {
      const { keepPicture } = await import("#lib/client/keep-picture")
      return keepPicture(file, leave.signal)
    },
    onSuccess: ({ sha256, width, height }, { leave }) => {
      if (leave.signal.aborted) return
      queries.setQueryData(imageSizeQuery(sha256).queryKey, { width, height })
      if (workspace.getState().initImage) change({ sha256 }, "replaced")
      else workspace.setState(setInitImage({ sha256 }))
    },
  })
  /** Ends what is on its way and takes a fault off the page. */
  const forget = () => {
    const cache = queries.getMutationCache()
    for (const mutation of cache.findAll({ mutationKey })) {
      ;(mutation.state.variables as Upload | undefined)?.leave.abort()
      cache.remove(mutation)
    }
  }
  const upload = (file: File) => {
    forget()
    mutate({ file, leave: new AbortController() })
  }
  return { upload, forget }
}

/** The state of the last upload, wherever on the page it was begun. */
export function useUploadState(): UploadState {
  const states = useMutationState({
    filters: { mutationKey },
    select: ({ state: { status, error, variables } }): UploadState => {
      const file = (variables as Upload | undefined)?.file
      if (!file) return { kind: "idle" }
      if (status === "pending") return { kind: "busy", file }
      return error ? { kind: "failed", file, error } : { kind: "idle" }
    },
  })
  return states.at(-1) ?? { kind: "idle" }
}
