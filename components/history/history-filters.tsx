"use client"

import { useQuery } from "@tanstack/react-query"
import { ListFilter } from "lucide-react"
import { type ReactNode, useId } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Popover } from "#components/ui/popover"
import { Select } from "#components/ui/select"
import { TextInput } from "#components/ui/text-input"
import { facetsQuery } from "#lib/client/api/runs"
import type { HistoryFilter } from "#lib/domain/history"
import { runStatusSchema } from "#lib/domain/outcome-schema"
import { useHistoryPlace } from "./use-history-place"

const kinds: NonNullable<HistoryFilter["kind"]>[] = ["text", "image"]

/** The button that opens the filters. */
export function HistoryFilters() {
  const t = useTranslations("history")
  return (
    <Popover
      label={t("filter")}
      align="end"
      className="w-80 p-4"
      trigger={(props) => (
        <IconButton {...props} label={t("filter")}>
          <ListFilter aria-hidden size={16} />
        </IconButton>
      )}
    >
      {() => <FilterForm />}
    </Popover>
  )
}

function FilterForm() {
  const t = useTranslations("history")
  const { address, change } = useHistoryPlace()
  const facets = useQuery(facetsQuery())
  const id = useId()
  const models = withChosen(facets.data?.models ?? [], address.model)
  const connections = facets.data?.connections ?? []
  const knowsConnection = !address.connection || connections.some(({ id }) => id === address.connection)
  const field = (name: keyof HistoryFilter, control: (id: string) => ReactNode) => (
    <div className="grid grid-cols-[5.5rem_1fr] items-center gap-2">
      <label htmlFor={`${id}-${name}`} className="text-ink-2 text-sm">
        {t(`filters.${name}`)}
      </label>
      {control(`${id}-${name}`)}
    </div>
  )
  return (
    <div className="flex flex-col gap-2">
      {field("status", (id) => (
        <Select
          id={id}
          data-autofocus
          value={address.status ?? ""}
          onChange={(event) =>
            change({ status: runStatusSchema.options.find((status) => status === event.target.value) })
          }
        >
          <option value="">{t("any")}</option>
          {runStatusSchema.options.map((status) => (
            <option key={status} value={status}>
              {t(`statuses.${status}`)}
            </option>
          ))}
        </Select>
      ))}
      {field("model", (id) => (
        <Select
          id={id}
          value={address.model ?? ""}
          onChange={(event) => change({ model: event.target.value || undefined })}
        >
          <option value="">{t("any")}</option>
          {models.map((model) => (
            <option key={model}>{model}</option>
          ))}
        </Select>
      ))}
      {field("connection", (id) => (
        <Select
          id={id}
          value={address.connection ?? ""}
          onChange={(event) => change({ connection: event.target.value || undefined })}
        >
          <option value="">{t("any")}</option>
          {knowsConnection ? null : <option>{address.connection}</option>}
          {connections.map((connection) => (
            <option key={connection.id} value={connection.id}>
              {connection.name}
            </option>
          ))}
        </Select>
      ))}
      {field("kind", (id) => (
        <Select
          id={id}
          value={address.kind ?? ""}
          onChange={(event) => change({ kind: kinds.find((kind) => kind === event.target.value) })}
        >
          <option value="">{t("any")}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </Select>
      ))}
      {(["from", "to"] as const).map((name) => (
        <div key={name}>
          {field(name, (id) => (
            <TextInput
              id={id}
              type="date"
              min={name === "to" ? address.from : undefined}
              max={name === "from" ? address.to : undefined}
              value={address[name] ?? ""}
              onChange={(event) => change({ [name]: event.target.value || undefined })}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

/** A model that is in the address but no longer in the list can still be seen and taken away. */
function withChosen(models: string[], chosen: string | undefined): string[] {
  return chosen === undefined || models.includes(chosen) ? models : [chosen, ...models]
}
