"use client"

import { useId } from "react"
import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import type { Connection, Mode } from "#lib/domain/connection"
import { type MissingModel, missingKey, type Replacements } from "#lib/domain/portable-setup"

interface MissingModelsProps {
  missing: MissingModel[]
  connections: readonly Pick<Connection, "id" | "name" | "models">[]
  /** What the models are to make. */
  mode: Mode
  chosen: Replacements
  onChange: (chosen: Replacements) => void
}

/** Asks which of the reader's own models stands in for each one that none of their connections offers. */
export function MissingModels({ missing, connections, mode, chosen, onChange }: MissingModelsProps) {
  const t = useTranslations("presets.missing")
  const offered = connections.flatMap(({ id, name, models }) => {
    const able = models.filter((model) => !model.test && model.modes.includes(mode))
    return able.length > 0 ? [{ id, name, models: able }] : []
  })
  return (
    <ul className="flex flex-col gap-2">
      {missing.map((one) => (
        <MissingLine
          key={missingKey(one)}
          model={one.model}
          offered={offered}
          chosen={chosen[missingKey(one)]}
          onChoose={(replacement) => onChange({ ...chosen, [missingKey(one)]: replacement })}
        />
      ))}
      {offered.length === 0 ? <li className="text-ink-2 text-sm">{t("none")}</li> : null}
    </ul>
  )
}

function MissingLine(props: {
  model: string
  offered: Pick<Connection, "id" | "name" | "models">[]
  chosen: Replacements[string] | undefined
  onChoose: (replacement: Replacements[string]) => void
}) {
  const t = useTranslations("presets.missing")
  const id = useId()
  const { model, offered, chosen, onChoose } = props
  return (
    <li className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-2">
      <label htmlFor={id} className="break-words text-sm">
        {t("line", { model })}
      </label>
      <Select
        id={id}
        value={chosen ? `${chosen.connectionId}\n${chosen.model}` : ""}
        disabled={offered.length === 0}
        onChange={({ target }) => {
          const [connectionId = "", own = ""] = target.value.split("\n")
          onChoose({ connectionId, model: own })
        }}
      >
        <option value="" disabled>
          {t("choose")}
        </option>
        {offered.map((connection) => (
          <optgroup key={connection.id} label={connection.name}>
            {connection.models.map((offer) => (
              <option key={offer.id} value={`${connection.id}\n${offer.id}`}>
                {offer.id}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
    </li>
  )
}
