"use client"

import { useTranslations } from "use-intl"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { withHidden } from "#lib/client/model-draft"
import type { ManagedModel, ModelOverride } from "#lib/domain/managed-connection"
import { ModelEditor } from "./model-editor"
import { useModelText } from "./use-model-text"

/** One model: what is known of it, from where, and its form when it is open. */
export function ModelLine(props: {
  managed: ManagedModel
  isOpen: boolean
  isBusy: boolean
  onToggle: (isOpen: boolean) => void
  onDirty: (isDirty: boolean) => void
  onSay: (id: string, override: ModelOverride | undefined, onDone?: () => void) => void
}) {
  const { managed, isOpen, isBusy, onToggle, onSay } = props
  const { model, from, override } = managed
  const t = useTranslations("connections.models")
  const text = useModelText()
  const { id } = model
  const isHidden = override?.hidden === true
  const isEdited =
    from !== "hand" && Object.keys(override ?? {}).some((key) => key !== "id" && key !== "hidden")
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-0 grow basis-64">
          <p className={`flex flex-wrap items-center gap-x-2 text-sm ${isHidden ? "text-ink-3" : ""}`}>
            <span className="break-all font-medium">{id}</span>
            {from === "hand" ? <Badge>{t("byHand")}</Badge> : null}
            {isEdited ? <Badge>{t("edited")}</Badge> : null}
            {isHidden ? <Badge>{t("hidden")}</Badge> : null}
          </p>
          <p className="figures text-ink-2 text-xs">{text.facts(model)}</p>
        </div>
        <span className="flex gap-1">
          <Button
            size="sm"
            variant="ghost"
            aria-expanded={isOpen}
            aria-label={t("editOf", { id })}
            onClick={() => onToggle(!isOpen)}
          >
            {t("edit")}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            disabled={isBusy}
            aria-label={t(isHidden ? "showOf" : "hideOf", { id })}
            onClick={() => onSay(id, withHidden(managed, !isHidden))}
          >
            {t(isHidden ? "show" : "hide")}
          </Button>
          {from === "hand" ? (
            <Button
              size="sm"
              variant="ghost"
              disabled={isBusy}
              aria-label={t("removeOf", { id })}
              onClick={() => onSay(id, undefined)}
            >
              {t("remove")}
            </Button>
          ) : null}
        </span>
      </div>
      {isOpen ? (
        <ModelEditor
          managed={managed}
          isBusy={isBusy}
          onDirty={props.onDirty}
          onSave={(said) => onSay(id, said, () => onToggle(false))}
          onReset={
            isEdited
              ? () => onSay(id, isHidden ? { id, hidden: true } : undefined, () => onToggle(false))
              : undefined
          }
          onCancel={() => onToggle(false)}
        />
      ) : null}
    </li>
  )
}
