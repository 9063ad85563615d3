"use client"

import { useQuery } from "@tanstack/react-query"
import { useId } from "react"
import { useTranslations } from "use-intl"
import { TextArea } from "#components/ui/text-area"
import { TextInput } from "#components/ui/text-input"
import { presetFacetsQuery } from "#lib/client/api/presets"

/** What is said of a preset, as it is typed. */
export interface PresetSaid {
  name: string
  description: string
  folder: string
  /** Commas between them, of any script. */
  tags: string
}

/** The tags that were typed, each once; at most 20 of at most 50 characters. */
export function tagsOf(typed: string): string[] {
  const tags = typed.split(/[,，、;；\n]/).map((tag) => tag.trim().slice(0, 50))
  return [...new Set(tags.filter((tag) => tag !== ""))].slice(0, 20)
}

/** Name, folder, tags and description of a preset. The name is the only one that must be there. */
export function PresetFields(props: {
  said: PresetSaid
  onChange: (part: Partial<PresetSaid>) => void
  /** The name is missing, and somebody has tried to save. */
  isNameMissing: boolean
}) {
  const t = useTranslations("presets.fields")
  const facets = useQuery(presetFacetsQuery())
  const id = useId()
  const { said, onChange, isNameMissing } = props
  return (
    <>
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-name`} className="text-sm">
          {t("name")}
        </label>
        <TextInput
          id={`${id}-name`}
          data-autofocus
          maxLength={200}
          value={said.name}
          invalid={isNameMissing && `${id}-problem`}
          onFocus={(event) => event.target.select()}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        {isNameMissing ? (
          <p id={`${id}-problem`} role="alert" className="text-error text-xs">
            {t("nameMissing")}
          </p>
        ) : null}
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}-folder`} className="text-sm">
            {t("folder")}
          </label>
          <TextInput
            id={`${id}-folder`}
            list={`${id}-folders`}
            maxLength={200}
            placeholder={t("folderExample")}
            value={said.folder}
            onChange={(event) => onChange({ folder: event.target.value })}
          />
          <datalist id={`${id}-folders`}>
            {facets.data?.folders.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </div>
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}-tags`} className="text-sm">
            {t("tags")}
          </label>
          <TextInput
            id={`${id}-tags`}
            placeholder={t("tagsExample")}
            value={said.tags}
            onChange={(event) => onChange({ tags: event.target.value })}
          />
        </div>
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-description`} className="text-sm">
          {t("description")}
        </label>
        <TextArea
          id={`${id}-description`}
          rows={2}
          maxLength={2000}
          value={said.description}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </div>
    </>
  )
}
