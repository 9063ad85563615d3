"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useCallback, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { useToast } from "#components/ui/toast"
import { connectionsQuery } from "#lib/client/api/connections"
import { faultOf } from "#lib/client/api/fault-of"
import type { PresetDetail, PresetFilter } from "#lib/domain/preset"

/** Saves presets as files; `progress` while many are read. */
export function useExportPresets() {
  const t = useTranslations("presets")
  const errorText = useErrorText()
  const toast = useToast()
  const client = useQueryClient()
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const running = useRef<AbortController>(undefined)

  const write = useCallback(
    async (details: PresetDetail[], title: string) => {
      if (details.length === 0) return toast({ text: t("export.none") })
      const [
        { writePresetFile, countWithImages },
        { download },
        { fileNameOf },
        { reportExport },
        connections,
      ] = await Promise.all([
        import("#lib/client/presets/preset-file"),
        import("#lib/client/export/download"),
        import("#lib/client/export/file-name"),
        import("#lib/client/api/report-export"),
        client.fetchQuery(connectionsQuery()),
      ])
      const presets = details.map(({ preset, content }) => ({ ...preset, content }))
      const text = writePresetFile(presets, connections)
      download(fileNameOf(title, Date.now(), "json"), "application/json", text)
      reportExport("presets", "json", presets.length)
      const hasImages = countWithImages(presets) > 0
      toast({
        text: t(hasImages ? "export.doneImages" : "export.done", { count: presets.length }),
        tone: "ok",
      })
    },
    [client, toast, t],
  )
  const failed = useCallback(
    (error: Error) => toast({ text: errorText(faultOf(error)).title, tone: "error" }),
    [toast, errorText],
  )
  const exportOne = useCallback(
    (detail: PresetDetail) => void write([detail], detail.preset.name).catch(failed),
    [write, failed],
  )
  /** All that the filters let through, however many pages that is. */
  const exportShown = useCallback(
    async (filter: PresetFilter) => {
      if (running.current) return
      const controller = new AbortController()
      running.current = controller
      try {
        const { collectPresets } = await import("#lib/client/presets/collect-presets")
        const onProgress = (done: number, total: number) => setProgress({ done, total })
        const details = await collectPresets(filter, onProgress, controller.signal)
        await write(details, filter.folder ?? filter.tag ?? t("title"))
      } catch (error) {
        if (!controller.signal.aborted) failed(error as Error)
      } finally {
        running.current = undefined
        setProgress(undefined)
      }
    },
    [write, failed, t],
  )
  const stop = useCallback(() => running.current?.abort(), [])
  return { exportOne, exportShown, stop, progress }
}
