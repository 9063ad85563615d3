"use client"

import { Ellipsis } from "lucide-react"
import { useState } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Menu, type MenuEntry } from "#components/ui/menu"
import { hasValues } from "#lib/client/variables-edits"
import type { Variables } from "#lib/domain/setup-schema"
import { NameField } from "./name-field"

interface ColumnHeadProps {
  name: string
  variables: Variables
  isUsed: boolean
  /** Undefined: this name cannot be changed here. */
  onRename?: (to: string) => void
  onRemove: () => void
}

/** A variable's name, whether the prompt uses it, and what can be done to its column. */
export function ColumnHead({ name, variables, isUsed, onRename, onRemove }: ColumnHeadProps) {
  const t = useTranslations("variables")
  const [isRenaming, setIsRenaming] = useState(false)
  if (isRenaming && onRename) {
    return (
      <NameField
        label={t("name.rename", { name })}
        initial={name}
        taken={variables.names.filter((other) => other !== name && hasValues(variables, other))}
        submitLabel={t("name.save")}
        compact
        onDone={(to) => {
          setIsRenaming(false)
          onRename(to)
        }}
        onCancel={() => setIsRenaming(false)}
      />
    )
  }
  const rename: MenuEntry[] = onRename
    ? [{ kind: "item", label: t("rename"), onSelect: () => setIsRenaming(true) }]
    : []
  const remove: MenuEntry = {
    kind: "item",
    label: isUsed ? t("emptyColumn") : t("removeColumn"),
    danger: true,
    disabled: !variables.names.includes(name),
    onSelect: onRemove,
  }
  return (
    <div className="flex min-h-7 items-center gap-1.5">
      <span className="truncate font-medium font-mono text-xs" title={name}>
        {name}
      </span>
      {isUsed ? null : (
        <span className="shrink truncate font-normal text-2xs text-ink-3" title={t("unused")}>
          {t("unused")}
        </span>
      )}
      <span className="ml-auto">
        <Menu
          label={t("columnMenu", { name })}
          align="end"
          trigger={(trigger) => (
            <IconButton {...trigger} label={t("columnMenu", { name })} size="sm" className="h-6! w-6!">
              <Ellipsis aria-hidden size={14} />
            </IconButton>
          )}
          entries={[...rename, remove]}
        />
      </span>
    </div>
  )
}
