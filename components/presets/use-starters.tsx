"use client"

import { useCallback, useMemo } from "react"
import { useTranslations } from "use-intl"
import { type StarterKey, starterKeys, starterKinds } from "#lib/client/presets/starter-list"
import type { WorkspaceKind } from "#lib/client/workspace-kind"
import type { PresetContent } from "#lib/domain/preset-content"

export interface Starter {
  key: StarterKey
  kind: WorkspaceKind
  title: string
  /** What will come of it. */
  result: string
}

/** The starters in the reader's language, and what each puts into the playground. */
export function useStarters() {
  const t = useTranslations("starters")
  const starters = useMemo(
    () =>
      starterKeys.map(
        (key): Starter => ({
          key,
          kind: starterKinds[key],
          title: t(`${key}.title`),
          result: t(`${key}.result`),
        }),
      ),
    [t],
  )
  /** Its content, with an image in the place of the sample picture; `sha256` of that. */
  const contentOf = useCallback(
    async (key: StarterKey, sha256?: string): Promise<PresetContent> => {
      const { starterContent } = await import("#lib/client/presets/starters")
      const text = (name: string) => t(`${key}.${name}` as Parameters<typeof t>[0])
      return starterContent(key, text, sha256 === undefined ? undefined : { sha256 })
    },
    [t],
  )
  /** Its content, ready to run: the sample picture is uploaded where it starts from it. Throws ApiError. */
  const take = useCallback(
    async (key: StarterKey): Promise<PresetContent> => {
      if (key !== "strip") return contentOf(key)
      const [{ samplePicture }, { uploadImage }] = await Promise.all([
        import("#lib/client/presets/starters"),
        import("#lib/client/api/images"),
      ])
      const picture = await fetch(samplePicture).then((answer) => answer.blob())
      const { sha256 } = await uploadImage(picture)
      return contentOf(key, sha256)
    },
    [contentOf],
  )
  return { starters, contentOf, take }
}
