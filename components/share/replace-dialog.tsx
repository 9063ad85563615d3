"use client"

import { useId, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { Select } from "#components/ui/select"
import type { Connection, Mode } from "#lib/domain/connection"
import { type MissingModel, missingKey, type Replacements } from "#lib/domain/portable-setup"

interface ReplaceDialogProps {
  missing: MissingModel[]
  connections: Connection[]
  mode: Mode
  onCancel: () => void
  onChosen: (replacements: Replacements) => void
}

/** Asks which of the reader's own models stands in for each one that none of their connections offers. */
export function ReplaceDialog({ missing, connections, mode, onCancel, onChosen }: ReplaceDialogProps) {
  const t = useTranslations("share.open")
  const common = useTranslations("common")
  const [chosen, setChosen] = useState<Replacements>({})
  const offered = connections.flatMap(({ id, name, models }) => {
    const able = models.filter((model) => !model.test && model.modes.includes(mode))
    return able.length > 0 ? [{ id, name, models: able }] : []
  })
  const isComplete = offered.length === 0 || missing.every((one) => missingKey(one) in chosen)
  return (
    <Dialog
      open
      onClose={onCancel}
      title={t("replaceTitle")}
      actions={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button
            variant="primary"
            aria-disabled={!isComplete}
            onClick={() => isComplete && onChosen(chosen)}
          >
            {t("go")}
          </Button>
        </>
      }
    >
      {offered.length === 0 ? <p className="mb-3 text-sm">{t("noneOffered")}</p> : null}
      <ul className="flex flex-col gap-4">
        {missing.map((one) => (
          <Line
            key={missingKey(one)}
            missing={one}
            offered={offered}
            onChoose={(replacement) => setChosen((before) => ({ ...before, [missingKey(one)]: replacement }))}
          />
        ))}
      </ul>
    </Dialog>
  )
}

function Line(props: {
  missing: MissingModel
  offered: Pick<Connection, "id" | "name" | "models">[]
  onChoose: (replacement: Replacements[string]) => void
}) {
  const t = useTranslations("share.open")
  const id = useId()
  const { missing, offered, onChoose } = props
  return (
    <li className="grid gap-1">
      <label htmlFor={id} className="break-words text-sm">
        {t("notOffered", { model: missing.model })}
      </label>
      <Select
        id={id}
        defaultValue=""
        disabled={offered.length === 0}
        onChange={({ target }) => {
          const [connectionId = "", model = ""] = target.value.split("\n")
          onChoose({ connectionId, model })
        }}
      >
        <option value="" disabled>
          {t("choose")}
        </option>
        {offered.map((connection) => (
          <optgroup key={connection.id} label={connection.name}>
            {connection.models.map((model) => (
              <option key={model.id} value={`${connection.id}\n${model.id}`}>
                {model.id}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
    </li>
  )
}
