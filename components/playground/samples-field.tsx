"use client"

import { useId } from "react"
import { useTranslations } from "use-intl"
import { setSamples } from "#lib/client/column-edits"
import type { Column } from "#lib/client/workspace"
import { maxSamples } from "#lib/domain/setup"
import { FieldHead } from "./field-head"
import { NumberField } from "./number-field"
import { useEdit } from "./playground-context"
import { useLinked } from "./use-linked"

/** How often a column is run: one answer alone says little about a setting. */
export function SamplesField({ column }: { column: Column }) {
  const t = useTranslations("columns.samples")
  const edit = useEdit()
  const linked = useLinked(column.id)
  const noteId = useId()
  return (
    <div className="min-w-0">
      <FieldHead label={t("field")} sendSwitch={null}>
        <NumberField
          label={t("field")}
          value={column.samples}
          min={1}
          max={maxSamples}
          step={1}
          isInvalid={false}
          describedBy={noteId}
          onChange={(value) => edit(setSamples(linked, value))}
          className="w-20"
        />
      </FieldHead>
      <p id={noteId} className="mt-1 text-ink-3 text-xs">
        {t("explanation")}
      </p>
    </div>
  )
}
