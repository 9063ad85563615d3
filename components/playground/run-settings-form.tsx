"use client"

import { useId } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { NumberInput } from "#components/ui/number-input"
import { CacheModeField } from "./cache-mode-field"
import { useEdit, useWorkspace } from "./playground-context"

/** Requests at once, and the ceiling of their cost. */
export function RunSettingsForm() {
  const t = useTranslations("columns.runSettings")
  const edit = useEdit()
  const concurrency = useWorkspace((workspace) => workspace.concurrency)
  const ceiling = useWorkspace((workspace) => workspace.costCeiling)
  const ids = { concurrency: useId(), ceiling: useId() }
  return (
    <div className="grid gap-4 text-sm">
      <div>
        <div className="flex items-center justify-between gap-3">
          <span aria-hidden className="font-medium">
            {t("concurrency")}
          </span>
          <NumberInput
            label={t("concurrency")}
            value={concurrency}
            min={1}
            max={16}
            describedBy={ids.concurrency}
            onChange={(value) => edit(() => ({ concurrency: value }))}
            className="w-20"
          />
        </div>
        <p id={ids.concurrency} className="mt-1 text-ink-3 text-xs">
          {t("concurrencyNote")}
        </p>
      </div>
      <div>
        <div className="flex items-center justify-between gap-3">
          <span aria-hidden className="font-medium">
            {t("ceiling")}
          </span>
          <span className="flex items-center gap-1">
            {ceiling === undefined ? null : (
              <Button variant="ghost" size="sm" onClick={() => edit(() => ({ costCeiling: undefined }))}>
                {t("noCeiling")}
              </Button>
            )}
            <NumberInput
              label={t("ceiling")}
              value={ceiling}
              min={0.0001}
              max={10_000}
              step={0.0001}
              placeholder={t("none")}
              describedBy={ids.ceiling}
              onChange={(value) => edit(() => ({ costCeiling: value }))}
              className="w-24"
            />
          </span>
        </div>
        <p id={ids.ceiling} className="mt-1 text-ink-3 text-xs">
          {t("ceilingNote")}
        </p>
      </div>
      <CacheModeField />
    </div>
  )
}
