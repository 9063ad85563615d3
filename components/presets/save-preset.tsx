"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { usePlayground, useWorkspace } from "#components/playground/playground-context"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { Segmented } from "#components/ui/segmented"
import { TextInput } from "#components/ui/text-input"
import { faultOf } from "#lib/client/api/fault-of"
import { suggestedName } from "#lib/client/presets/workspace-content"
import { PresetFields, type PresetSaid } from "./preset-fields"
import { useSaveWorkspace } from "./use-save-workspace"

/** Saves the workspace: as the next version of the preset that it came from, or as a preset of its own. */
export function SavePreset({ onClose }: { onClose: () => void }) {
  const t = useTranslations("presets.save")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const id = useId()
  const { workspace } = usePlayground()
  const preset = useWorkspace((state) => state.preset)
  const [isNew, setNew] = useState(preset === undefined)
  const [said, setSaid] = useState<PresetSaid>(() => ({
    name: preset ? t("copyOf", { name: preset.name }) : suggestedName(workspace.getState()),
    description: "",
    folder: "",
    tags: "",
  }))
  const [note, setNote] = useState("")
  const [hasTried, setTried] = useState(false)
  const { saveNew, saveVersion, newerVersion, error, isSaving } = useSaveWorkspace(onClose)
  const asNew = isNew || preset === undefined
  const isNameMissing = said.name.trim() === ""

  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!asNew) saveVersion(note)
    else if (!isNameMissing) saveNew(said, note)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
      actions={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form={id} variant="primary" busy={isSaving}>
            {asNew ? common("save") : t("saveVersion", { number: (newerVersion ?? preset.version) + 1 })}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={save} className="flex flex-col gap-3">
        {preset ? (
          <Segmented
            label={t("how")}
            value={asNew ? "new" : "version"}
            options={[
              { value: "version", label: t("asVersion") },
              { value: "new", label: t("asNew") },
            ]}
            onChange={(value) => setNew(value === "new")}
            className="self-start"
          />
        ) : null}
        {asNew ? (
          <PresetFields
            said={said}
            onChange={(part) => setSaid((before) => ({ ...before, ...part }))}
            isNameMissing={hasTried && isNameMissing}
          />
        ) : (
          <p className="text-pretty text-sm">
            {t.rich("versionOf", {
              name: preset.name,
              number: preset.version,
              strong: (text) => <strong className="break-words font-medium">{text}</strong>,
            })}
          </p>
        )}
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}-note`} className="text-sm">
            {t("note")}
          </label>
          <TextInput
            key={String(asNew)}
            id={`${id}-note`}
            data-autofocus={!asNew || undefined}
            maxLength={500}
            placeholder={t("noteExample")}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        {newerVersion !== undefined ? (
          <ErrorCard
            tone="warn"
            title={t("newer.title", { number: newerVersion })}
            hint={t("newer.hint", { number: newerVersion + 1 })}
          />
        ) : error ? (
          <ErrorCard {...errorText(faultOf(error))} />
        ) : null}
        <p className="text-pretty text-ink-2 text-xs">{t("what")}</p>
      </form>
    </Dialog>
  )
}
