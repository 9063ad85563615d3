"use client"

import { useId, useState } from "react"
import { useTranslations } from "use-intl"
import { isParameterName } from "#components/playground/parameter-texts"
import { usePlayground, useWorkspace } from "#components/playground/playground-context"
import { useTarget } from "#components/playground/use-target"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { Select } from "#components/ui/select"
import { useToast } from "#components/ui/toast"
import { newId } from "#lib/client/new-id"
import {
  addedByStrip,
  isStripLength,
  makeStrip,
  type NumberSpec,
  type StripPlace,
  stripSpecs,
} from "#lib/client/strip"
import { takeBack } from "#lib/client/take-back"
import type { Column } from "#lib/client/workspace"
import { maxColumns } from "#lib/domain/setup"
import { StripPlaceField } from "./strip-place"
import { StripValues } from "./strip-values"

interface StripDialogProps {
  columnId: string
  /** The parameter to begin with; the first that there is without one. */
  parameter: string | undefined
  onClose: () => void
}

/** One parameter at a row of values: makes a column for each. */
export function StripDialog({ columnId, ...props }: StripDialogProps) {
  const column = useWorkspace(({ columns }) => columns.find(({ id }) => id === columnId))
  return column ? <StripForm column={column} {...props} /> : null
}

function StripForm({ column, parameter, onClose }: { column: Column } & Omit<StripDialogProps, "columnId">) {
  const t = useTranslations("images.strip")
  const names = useTranslations("parameters.names")
  const common = useTranslations("common")
  const toast = useToast()
  const { workspace } = usePlayground()
  const selectId = useId()
  const target = useTarget(column)
  const present = useWorkspace(({ columns }) => columns.length)
  const specs = target ? stripSpecs(target) : []
  const [chosen, setChosen] = useState(parameter)
  const spec = specs.find(({ name }) => name === chosen) ?? specs[0]
  const [values, setValues] = useState<number[]>()
  const [place, setPlace] = useState<StripPlace>("replace")
  const added = spec && values ? addedByStrip(column, spec.name, values) : 0
  const hasRoom = place === "replace" || present + added <= maxColumns
  const nameOf = ({ name }: NumberSpec) => (isParameterName(name) ? names(name) : name)
  const isReady = values !== undefined && isStripLength(values.length) && hasRoom

  const make = () => {
    if (!spec || !values || !isReady) return
    const before = workspace.getState()
    workspace.setState(makeStrip(column.id, spec.name, values, newId, place))
    const after = workspace.getState()
    toast({
      text: t("made", { count: place === "add" ? added : values.length }),
      action: { label: common("undo"), onAction: () => workspace.setState(takeBack(before, after)) },
    })
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
      actions={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" aria-disabled={!isReady} onClick={make}>
            {t("make", { count: isReady ? (place === "add" ? added : values.length) : 0 })}
          </Button>
        </>
      }
    >
      {spec && target ? (
        <div className="grid gap-4">
          <div className="flex items-center justify-between gap-3 text-sm">
            <label htmlFor={selectId} className="font-medium">
              {t("parameter")}
            </label>
            <Select id={selectId} value={spec.name} onChange={(event) => setChosen(event.target.value)}>
              {specs.map((one) => (
                <option key={one.name} value={one.name}>
                  {nameOf(one)}
                </option>
              ))}
            </Select>
          </div>
          <StripValues
            key={spec.name}
            spec={spec}
            range={spec.range(target)}
            current={column.parameters[spec.name]?.value}
            onValues={setValues}
          />
          <StripPlaceField
            place={place}
            present={present}
            added={isStripLength(values?.length ?? 0) ? added : undefined}
            onPlace={setPlace}
          />
        </div>
      ) : (
        <p className="text-ink-2 text-sm">{t("none")}</p>
      )}
    </Dialog>
  )
}
