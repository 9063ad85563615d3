"use client"

import { useCallback, useMemo } from "react"
import { useTranslations } from "use-intl"
import { type StarterKey, starterKeys, starterKinds } from "#lib/client/presets/starter-list"
import type { WorkspaceKind } from "#lib/client/workspace-kind"

export interface Starter {
  key: StarterKey
  kind: WorkspaceKind
  title: string
  /** What will come of it. */
  result: string
}

/** The starters in the reader's language. `textOf`: gives the texts that one puts into the playground. */
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
  const textOf = useCallback(
    (key: StarterKey) => (name: string) => t(`${key}.${name}` as Parameters<typeof t>[0]),
    [t],
  )
  return { starters, textOf }
}
