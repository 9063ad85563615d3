"use client"

import { useQuery } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { LoadFault } from "#components/shell/load-fault"
import { Button } from "#components/ui/button"
import { classNames } from "#components/ui/class-names"
import { Skeleton } from "#components/ui/skeleton"
import { presetVersionsQuery } from "#lib/client/api/presets"
import type { PresetDetail } from "#lib/domain/preset"
import { usePresetActions } from "./use-preset-actions"
import { usePresetsPlace } from "./use-presets-place"
import { useSavedText } from "./use-saved-text"

/** Every save of a preset, the last one first: to be looked at, compared with what is shown, and restored. */
export function PresetVersions(props: {
  detail: PresetDetail
  comparedWith: number | undefined
  onCompare: (number: number | undefined) => void
}) {
  const t = useTranslations("presets.versions")
  const saved = useSavedText()
  const { open } = usePresetsPlace()
  const { restore } = usePresetActions()
  const { preset, version } = props.detail
  const versions = useQuery(presetVersionsQuery(preset.id))
  if (versions.error) return <LoadFault error={versions.error} onRetry={() => versions.refetch()} />
  if (!versions.data) return <Skeleton className="h-10" />
  return (
    <ol className="flex flex-col divide-y rounded border bg-surface">
      {versions.data.versions.map(({ number, note, createdAt }) => {
        const isShown = number === version.number
        const isCompared = number === props.comparedWith && !isShown
        return (
          <li
            key={number}
            className={classNames(
              "flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm",
              isShown && "bg-accent-soft",
            )}
          >
            <button
              type="button"
              aria-current={isShown || undefined}
              onClick={() => open(preset.id, number === preset.version ? undefined : number)}
              className="figures rounded-xs font-medium hover:underline aria-[current]:text-accent-ink pointer-coarse:min-h-10"
            >
              {t("number", { number })}
            </button>
            <span className="figures text-ink-2 text-xs">{saved(createdAt)}</span>
            <span className="min-w-0 flex-1 basis-40 break-words text-ink-2">{note}</span>
            {isShown ? (
              number === preset.version ? null : (
                <Button size="sm" onClick={() => restore(props.detail)}>
                  {t("restore")}
                </Button>
              )
            ) : (
              <Button
                size="sm"
                variant="ghost"
                aria-pressed={isCompared}
                onClick={() => props.onCompare(isCompared ? undefined : number)}
              >
                {t("compare")}
              </Button>
            )}
          </li>
        )
      })}
    </ol>
  )
}
