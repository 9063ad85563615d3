"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { faultOf } from "#lib/client/api/fault-of"
import { useChangePreset } from "#lib/client/api/presets"
import type { PresetSummary } from "#lib/domain/preset"
import { PresetFields, type PresetSaid, tagsOf } from "./preset-fields"

/** Name, folder, tags and description of a preset, to be changed; its versions stay as they are. */
export function EditPreset({ preset, onClose }: { preset: PresetSummary; onClose: () => void }) {
  const t = useTranslations("presets")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const formId = useId()
  const change = useChangePreset()
  const [said, setSaid] = useState<PresetSaid>({ ...preset, tags: preset.tags.join(", ") })
  const [hasTried, setTried] = useState(false)
  const name = said.name.trim()
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name === "") return
    change.mutate(
      { id: preset.id, change: { ...said, name, folder: said.folder.trim(), tags: tagsOf(said.tags) } },
      { onSuccess: onClose },
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("edit.title")}
      actions={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={change.isPending}>
            {common("save")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={save} className="flex flex-col gap-3">
        <PresetFields
          said={said}
          onChange={(part) => setSaid((before) => ({ ...before, ...part }))}
          isNameMissing={hasTried && name === ""}
        />
        {change.error ? <ErrorCard {...errorText(faultOf(change.error))} /> : null}
      </form>
    </Dialog>
  )
}
