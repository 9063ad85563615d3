"use client"

import { useTranslations } from "use-intl"
import { Stepper } from "#components/ui/stepper"
import { type Column, shownSample } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { useEdit, usePlayground, useWorkspace } from "./playground-context"

/** The repetitions of a column, to flip through: one is shown at a time. */
export function SampleStack({ column }: { column: Column }) {
  const t = useTranslations("columns.samples")
  const edit = useEdit()
  const { workspace } = usePlayground()
  const shown = useWorkspace(({ view }) => shownSample(view, column))
  const flip = (by: number) => {
    const { view } = workspace.getState()
    const next = (shown + by + column.samples) % column.samples
    edit(setView({ samples: { ...view.samples, [column.id]: next } }))
  }
  return (
    <Stepper
      label={t("label")}
      previous={t("previous")}
      next={t("next")}
      place={t("place", { place: shown + 1, count: column.samples })}
      onStep={flip}
      className="-ml-2"
    />
  )
}
