"use client"

import { Plus } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Popover } from "#components/ui/popover"
import { maxTableColumns } from "#lib/domain/setup"
import { NameField } from "./name-field"

/** The button that adds a column of any name, also one that the prompt does not use yet. */
export function AddVariable({ columns, onAdd }: { columns: string[]; onAdd: (name: string) => void }) {
  const t = useTranslations("variables")
  return (
    <Popover
      label={t("addVariable")}
      className="w-72 p-3"
      trigger={(trigger) => (
        <Button {...trigger} size="sm" variant="ghost" disabled={columns.length >= maxTableColumns}>
          <Plus aria-hidden size={14} />
          {t("addVariable")}
        </Button>
      )}
    >
      {(close) => (
        <NameField
          label={t("name.label")}
          taken={columns}
          submitLabel={t("name.add")}
          onDone={(name) => {
            onAdd(name)
            close()
          }}
          onCancel={close}
        />
      )}
    </Popover>
  )
}
