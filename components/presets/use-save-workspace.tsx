"use client"

import { useRouter } from "next/navigation"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { usePlayground } from "#components/playground/playground-context"
import { useToast } from "#components/ui/toast"
import { useCreatePresets, useSavePreset } from "#lib/client/api/presets"
import { ApiError } from "#lib/client/api/request"
import { contentOf } from "#lib/client/presets/workspace-content"
import type { PresetSummary } from "#lib/domain/preset"
import { type PresetSaid, tagsOf } from "./preset-fields"

/** Saves the workspace of this page and remembers as what. `onSaved`: it is on the server. */
export function useSaveWorkspace(onSaved: () => void) {
  const t = useTranslations("presets.save")
  const toast = useToast()
  const router = useRouter()
  const { workspace } = usePlayground()
  const create = useCreatePresets()
  const version = useSavePreset()
  /** Somebody, in another tab perhaps, has saved this one meanwhile: whoever saves again has been told. */
  const [newerVersion, setNewerVersion] = useState<number>()

  const keep = ({ id, name, version }: PresetSummary) => {
    workspace.setState({ preset: { id, name, version } })
    toast({
      text: t("saved", { name: name.slice(0, 80), number: version }),
      tone: "ok",
      action: { label: t("look"), onAction: () => router.push(`/presets/${encodeURIComponent(id)}`) },
    })
    onSaved()
  }
  return {
    saveNew: ({ name, description, folder, tags }: PresetSaid, note: string) => {
      const content = contentOf(workspace.getState())
      create.mutate(
        [{ name: name.trim(), description, folder: folder.trim(), tags: tagsOf(tags), note, content }],
        { onSuccess: ([made]) => made && keep(made) },
      )
    },
    saveVersion: (note: string) => {
      const { preset, ...rest } = workspace.getState()
      if (!preset) return
      const save = { seen: newerVersion ?? preset.version, note, content: contentOf(rest) }
      version.mutate(
        { id: preset.id, save },
        {
          onSuccess: keep,
          onError: (error) => {
            if (!(error instanceof ApiError)) return
            // It was deleted: what is saved next is a preset of its own.
            if (error.code === "not_found") workspace.setState({ preset: undefined })
            if (error.code === "conflict") setNewerVersion(Number(error.params?.version))
          },
        },
      )
    },
    newerVersion,
    error: create.error ?? version.error,
    isSaving: create.isPending || version.isPending,
  }
}
