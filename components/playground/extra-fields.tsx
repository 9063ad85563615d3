"use client"

import { useTranslations } from "use-intl"
import { setExtra } from "#lib/client/request-edits"
import type { Column } from "#lib/client/workspace"
import { readExtra } from "#lib/domain/tools"
import { JsonField } from "./json-field"
import { useEdit } from "./playground-context"

/** Body fields for a column's provider, as JSON. */
export function ExtraFields({ column }: { column: Column }) {
  const t = useTranslations("request.extra")
  const edit = useEdit()
  const text = column.extra?.text ?? ""
  return (
    <div className="col-span-full">
      <JsonField
        label={t("label")}
        note={t("note")}
        placeholder='{"top_a": 0.2}'
        value={text}
        problem={readExtra(text).problem}
        onChange={(next) =>
          edit(setExtra(column.id, { text: next, ok: readExtra(next).problem === undefined }))
        }
      />
    </div>
  )
}
