"use client"

import { useId } from "react"
import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import type { CacheMode } from "#lib/domain/answer-cache"
import { useEdit, useWorkspace } from "./playground-context"

const modes: CacheMode[] = ["auto", "off", "prefer"]

/** Whether answers of before may stand in. */
export function CacheModeField() {
  const t = useTranslations("columns.runSettings")
  const edit = useEdit()
  const id = useId()
  const mode = useWorkspace((workspace) => workspace.cache) ?? "auto"
  const choose = (value: string) => {
    const chosen = modes.find((known) => known === value)
    edit(() => ({ cache: chosen === "auto" ? undefined : chosen }))
  }
  return (
    <div>
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="font-medium">
          {t("cache")}
        </label>
        <Select
          id={id}
          size="sm"
          value={mode}
          aria-describedby={`${id}-note`}
          onChange={(event) => choose(event.target.value)}
          className="w-32"
        >
          {modes.map((known) => (
            <option key={known} value={known}>
              {t(`cacheModes.${known}`)}
            </option>
          ))}
        </Select>
      </div>
      <p id={`${id}-note`} className="mt-1 text-ink-3 text-xs">
        {t(`cacheNotes.${mode}`)}
      </p>
    </div>
  )
}
