"use client"

import { useRouter } from "next/navigation"
import { useCallback } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useChangePreset, useCreatePresets, useSavePreset } from "#lib/client/api/presets"
import { handOver } from "#lib/client/presets/handover"
import type { ChangePreset, PresetDetail, PresetSummary } from "#lib/domain/preset"
import { usePresetsPlace } from "./use-presets-place"

/** What can be done with a preset, each with its word when it is done, or when it could not be. */
export function usePresetActions() {
  const t = useTranslations("presets")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const router = useRouter()
  const { openId, open } = usePresetsPlace()
  const { mutateAsync: change } = useChangePreset()
  const { mutateAsync: create } = useCreatePresets()
  const { mutateAsync: save } = useSavePreset()

  const failed = useCallback(
    (error: Error) => toast({ text: errorText(faultOf(error)).title, tone: "error" }),
    [toast, errorText],
  )
  const star = useCallback(
    (id: string, starred: boolean) => change({ id, change: { starred } }).catch(failed),
    [change, failed],
  )
  const remove = useCallback(
    async ({ id, name }: PresetSummary) => {
      const undo = () => change({ id, change: { deleted: false } }).catch(failed)
      await change({ id, change: { deleted: true } })
      if (openId === id) open(undefined)
      toast({ text: t("deleted", { name }), action: { label: common("undo"), onAction: undo } })
    },
    [change, failed, open, openId, toast, t, common],
  )
  const edit = useCallback((id: string, said: ChangePreset) => change({ id, change: said }), [change])
  const duplicate = useCallback(
    async ({ preset, content }: PresetDetail) => {
      const { description, folder, tags } = preset
      const name = t("copyOf", { name: preset.name }).slice(0, 200)
      const [made] = await create([{ name, description, folder, tags, note: "", content }])
      if (made) open(made.id)
    },
    [create, open, t],
  )
  /** Saves what an earlier version held as the newest one: nothing that came between is lost. */
  const restore = useCallback(
    async ({ preset, version, content }: PresetDetail) => {
      const note = t("versions.restoredNote", { number: version.number })
      const saved = await save({ id: preset.id, save: { seen: preset.version, note, content } })
      open(preset.id)
      toast({ text: t("versions.restored", { number: saved.version }), tone: "ok" })
    },
    [save, open, toast, t],
  )
  /** Opens the playground with what is shown here, beside whatever stands there. */
  const use = useCallback(
    ({ preset, version, content }: PresetDetail) => {
      const { id, name } = preset
      router.push(handOver({ title: name, content, preset: { id, name, version: version.number } }))
    },
    [router],
  )
  const guarded =
    <A extends unknown[]>(act: (...args: A) => Promise<unknown>) =>
    (...args: A) =>
      void act(...args).catch(failed)
  return {
    star,
    edit,
    use,
    remove: guarded(remove),
    duplicate: guarded(duplicate),
    restore: guarded(restore),
  }
}
