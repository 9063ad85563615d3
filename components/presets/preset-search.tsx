"use client"

import { useQuery } from "@tanstack/react-query"
import { ListFilter, Star } from "lucide-react"
import { useId } from "react"
import { useTranslations } from "use-intl"
import { SearchField } from "#components/shell/search-field"
import { RemovableChip } from "#components/ui/chip"
import { IconButton } from "#components/ui/icon-button"
import { Popover } from "#components/ui/popover"
import { Select } from "#components/ui/select"
import { presetFacetsQuery } from "#lib/client/api/presets"
import { presetFilterSchema } from "#lib/domain/preset"
import { ExportShown } from "./export-shown"
import { ImportButton } from "./import-button"
import { usePresetsPlace } from "./use-presets-place"

/** The search box, the star and the filters of the list, with those that are set under it. */
export function PresetSearch() {
  const t = useTranslations("presets")
  const history = useTranslations("history")
  const { filter, change } = usePresetsPlace()
  return (
    <search className="flex flex-col gap-2 border-b p-2">
      <div className="flex items-center gap-1">
        <SearchField
          label={t("search")}
          query={filter.q ?? ""}
          onSearch={(q) => change({ q })}
          className="flex-1"
        />
        <IconButton
          label={history("starredOnly")}
          aria-pressed={filter.starred === true}
          onClick={() => change({ starred: !filter.starred })}
        >
          <Star aria-hidden size={16} fill={filter.starred ? "currentColor" : "none"} />
        </IconButton>
        <Popover
          label={history("filter")}
          align="end"
          className="w-72 p-4"
          trigger={(props) => (
            <IconButton {...props} label={history("filter")}>
              <ListFilter aria-hidden size={16} />
            </IconButton>
          )}
        >
          {() => <FilterForm />}
        </Popover>
        <ExportShown />
        <ImportButton />
      </div>
      <SetFilters />
    </search>
  )
}

/** What is set, each with a cross of its own. */
export function SetFilters() {
  const t = useTranslations("presets")
  const { filter, change } = usePresetsPlace()
  const set = (["kind", "folder", "tag"] as const).filter((name) => filter[name] !== undefined)
  if (set.length === 0) return null
  return (
    <div className="flex flex-wrap gap-1.5">
      {set.map((name) => (
        <RemovableChip
          key={name}
          removeLabel={t("clearFilter", { name: t(`filters.${name}`) })}
          onRemove={() => change({ [name]: undefined })}
        >
          {name === "kind" ? t(`kinds.${filter.kind ?? "text"}`) : filter[name]}
        </RemovableChip>
      ))}
    </div>
  )
}

function FilterForm() {
  const t = useTranslations("presets")
  const history = useTranslations("history")
  const { filter, change } = usePresetsPlace()
  const facets = useQuery(presetFacetsQuery())
  const id = useId()
  const options = {
    folder: facets.data?.folders ?? [],
    tag: facets.data?.tags ?? [],
  }
  return (
    <div className="grid grid-cols-[4.5rem_1fr] items-center gap-2 text-sm">
      <label htmlFor={`${id}-kind`}>{t("filters.kind")}</label>
      <Select
        id={`${id}-kind`}
        data-autofocus
        value={filter.kind ?? ""}
        onChange={(event) =>
          change({ kind: presetFilterSchema.shape.kind.safeParse(event.target.value || undefined).data })
        }
      >
        <option value="">{history("any")}</option>
        <option value="text">{t("kinds.text")}</option>
        <option value="image">{t("kinds.image")}</option>
      </Select>
      {(["folder", "tag"] as const).map((name) => (
        <div key={name} className="contents">
          <label htmlFor={`${id}-${name}`}>{t(`filters.${name}`)}</label>
          <Select
            id={`${id}-${name}`}
            value={filter[name] ?? ""}
            onChange={(event) => change({ [name]: event.target.value || undefined })}
          >
            <option value="">{history("any")}</option>
            {options[name].map((option) => (
              <option key={option.name} value={option.name}>
                {t("facet", option)}
              </option>
            ))}
          </Select>
        </div>
      ))}
    </div>
  )
}
