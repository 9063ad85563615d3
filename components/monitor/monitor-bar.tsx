"use client"

import { useQuery } from "@tanstack/react-query"
import { type ReactNode, useId } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Select } from "#components/ui/select"
import { TextInput } from "#components/ui/text-input"
import { totalsQuery } from "#lib/client/api/monitor"
import { toLocalText } from "#lib/client/monitor/monitor-address"
import { hourMs, rangeNames } from "#lib/domain/monitor/range"
import { useMonitorPlace } from "./use-monitor-place"

/** Which range, and which runs. What there is to choose from is what ran in that range. */
export function MonitorBar() {
  const t = useTranslations("operations.monitor")
  const { asked, change, seesAll } = useMonitorPlace()
  const { range, from, to } = asked
  const isCustom = from !== undefined
  const isFiltered = [asked.connection, asked.model, asked.person, asked.kind].some(Boolean)
  return (
    <section aria-label={t("bar.label")} className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <Field label={t("bar.range")}>
        {(id) => (
          <Select
            id={id}
            value={isCustom ? "custom" : range}
            onChange={({ target }) => {
              const name = rangeNames.find((each) => each === target.value)
              const now = Date.now()
              change(name ? { range: name, from: undefined, to: undefined } : { from: now - hourMs, to: now })
            }}
          >
            {rangeNames.map((name) => (
              <option key={name} value={name}>
                {t(`ranges.${name}`)}
              </option>
            ))}
            <option value="custom">{t("ranges.custom")}</option>
          </Select>
        )}
      </Field>
      {isCustom
        ? (["from", "to"] as const).map((name) => (
            <Field key={name} label={t(`bar.${name}`)}>
              {(id) => (
                <TextInput
                  id={id}
                  type="datetime-local"
                  value={toLocalText(asked[name] ?? 0)}
                  max={name === "from" ? toLocalText(to ?? 0) : undefined}
                  min={name === "to" ? toLocalText(from) : undefined}
                  onChange={({ target }) => {
                    const at = new Date(target.value).getTime()
                    const next = { from, to, [name]: at }
                    // Half typed, or the wrong way round: what is shown stays until it makes sense.
                    if (Number.isFinite(at) && at >= 0 && (next.to ?? 0) > (next.from ?? 0)) change(next)
                  }}
                />
              )}
            </Field>
          ))
        : null}
      <Choice by="connection" />
      <Choice by="model" />
      {seesAll ? <Choice by="person" /> : null}
      <Field label={t("bar.kind")}>
        {(id) => (
          <Select
            id={id}
            value={asked.kind ?? ""}
            onChange={({ target }) =>
              change({ kind: target.value === "text" || target.value === "image" ? target.value : undefined })
            }
          >
            <option value="">{t("bar.any")}</option>
            <option value="text">{t("kinds.text")}</option>
            <option value="image">{t("kinds.image")}</option>
          </Select>
        )}
      </Field>
      {isFiltered ? (
        <Button
          variant="ghost"
          onClick={() =>
            change({ connection: undefined, model: undefined, person: undefined, kind: undefined })
          }
        >
          {t("bar.clear")}
        </Button>
      ) : null}
    </section>
  )
}

function Choice({ by }: { by: "connection" | "model" | "person" }) {
  const t = useTranslations("operations.monitor")
  const { asked, change } = useMonitorPlace()
  const { range, from, to } = asked
  const found = useQuery({
    ...totalsQuery({ range, from, to, by }),
    refetchInterval: 60_000,
    staleTime: 30_000,
  })
  const chosen = asked[by]
  const rows = found.data?.rows ?? []
  const names = new Map(rows.map(({ key, name }) => [key, name ?? (by === "person" ? t("removed") : key)]))
  // What is chosen can be seen and taken away, also where nothing ran.
  if (chosen !== undefined && !names.has(chosen)) names.set(chosen, chosen)
  return (
    <Field label={t(`bar.${by}`)}>
      {(id) => (
        <Select
          id={id}
          className="max-w-44"
          value={chosen ?? ""}
          onChange={({ target }) => change({ [by]: target.value || undefined })}
        >
          <option value="">{t("bar.any")}</option>
          {[...names]
            .sort(([, a], [, b]) => a.localeCompare(b))
            .map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
        </Select>
      )}
    </Field>
  )
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-ink-2 text-xs">
        {label}
      </label>
      {children(id)}
    </div>
  )
}
