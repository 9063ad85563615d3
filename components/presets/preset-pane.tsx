"use client"

import { useQuery } from "@tanstack/react-query"
import { SearchX } from "lucide-react"
import { useTranslations } from "use-intl"
import { LoadFault } from "#components/shell/load-fault"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { Skeleton } from "#components/ui/skeleton"
import { presetQuery } from "#lib/client/api/presets"
import { ApiError } from "#lib/client/api/request"
import { PresetHome } from "./preset-home"
import { PresetView } from "./preset-view"
import { homeId, usePresetsPlace } from "./use-presets-place"

/** The right side of Presets: the open one in each of its states, or what one may begin with. */
export function PresetPane() {
  const { openId, version } = usePresetsPlace()
  if (openId === undefined || openId === homeId) return <PresetHome />
  return <LoadedPreset key={openId} id={openId} version={version} />
}

function LoadedPreset({ id, version }: { id: string; version: number | undefined }) {
  const t = useTranslations("presets")
  const history = useTranslations("history")
  const common = useTranslations("common")
  const { open } = usePresetsPlace()
  const preset = useQuery(presetQuery(id, version))
  if (preset.data) return <PresetView detail={preset.data} />
  if (preset.error instanceof ApiError && preset.error.status === 404)
    return (
      <EmptyState
        icon={<SearchX aria-hidden size={24} />}
        title={t("gone.title")}
        actions={<Button onClick={() => open(undefined)}>{history("backToList")}</Button>}
        className="pt-[20vh]"
      >
        {t("gone.hint")}
      </EmptyState>
    )
  if (preset.error) return <LoadFault error={preset.error} onRetry={() => preset.refetch()} />
  return (
    <div role="status" aria-label={common("loading")} className="flex flex-col gap-3 px-4 py-3 lg:px-6">
      <Skeleton className="h-8 w-2/3" />
      <Skeleton className="mt-4 h-4 w-24" />
      <Skeleton className="h-16 max-w-measure" />
      <Skeleton className="mt-4 h-4 w-24" />
      <Skeleton className="h-40" />
    </div>
  )
}
