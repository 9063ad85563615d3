"use client"

import { Check, Download, PauseCircle, Pencil, PencilLine, Trash2 } from "lucide-react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Badge } from "#components/ui/badge"
import { Button } from "#components/ui/button"
import { ErrorCard } from "#components/ui/error-card"
import { IconButton } from "#components/ui/icon-button"
import { Switch } from "#components/ui/switch"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useActivateWordList, useChangeWordList } from "#lib/client/api/word-lists"
import type { WordListState, WordListSummary } from "#lib/domain/compliance/word-list-schema"
import { useExportWords } from "./use-export-words"

export interface ListAction {
  kind: "edit" | "delete"
  list: WordListSummary
}

const states = {
  draft: { Icon: PencilLine, tone: "neutral" },
  active: { Icon: Check, tone: "ok" },
  off: { Icon: PauseCircle, tone: "warn" },
} as const satisfies Record<WordListState, unknown>

/** One list: what it does, whether it is at work, a draft beside it, and what can be done. */
export function WordListRow(props: { list: WordListSummary; onAction: (action: ListAction) => void }) {
  const { list, onAction } = props
  const t = useTranslations("operations.compliance")
  const errorText = useErrorText()
  const toast = useToast()
  const activate = useActivateWordList()
  const change = useChangeWordList()
  const exporting = useExportWords()
  const { id, name, version } = list
  const { Icon, tone } = states[list.state]
  const hasDraft = list.version !== list.activeVersion
  const error = activate.error ?? change.error ?? exporting.error
  const told = (text: string) => ({ onSuccess: () => toast({ text, tone: "ok" }) })
  return (
    <li className="flex flex-col gap-2 py-3" aria-label={name}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 grow basis-56">
          <p className="flex min-w-0 flex-wrap items-center gap-2 text-sm">
            <span className="min-w-0 break-words font-medium">{name}</span>
            <Badge tone={tone} icon={<Icon aria-hidden size={12} />}>
              {t(`state.${list.state}`)}
            </Badge>
            {hasDraft && list.activeVersion !== null ? (
              <Badge icon={<PencilLine aria-hidden size={12} />}>{t("changed", { count: list.words })}</Badge>
            ) : null}
          </p>
          <p className="mt-0.5 break-words text-ink-2 text-xs">
            {[
              t("words", { count: list.activeWords ?? list.words }),
              list.category,
              list.language,
              t(`actionShort.${list.action}`),
              t(`scope.${list.scope}`),
              list.strict ? t("strict") : "",
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        {list.activeVersion === null ? null : (
          <Switch
            checked={list.state === "active"}
            label={t("switch", { name })}
            disabled={change.isPending}
            onChange={(on) => change.mutate({ id, change: { state: on ? "active" : "off" } })}
          />
        )}
        <div className="flex items-center gap-1">
          <IconButton
            size="sm"
            label={t("editNamed", { name })}
            onClick={() => onAction({ kind: "edit", list })}
          >
            <Pencil aria-hidden size={14} />
          </IconButton>
          <IconButton
            size="sm"
            label={t("export", { name })}
            disabled={exporting.isPending}
            onClick={() => exporting.mutate(id)}
          >
            <Download aria-hidden size={14} />
          </IconButton>
          <IconButton
            size="sm"
            label={t("delete", { name })}
            onClick={() => onAction({ kind: "delete", list })}
          >
            <Trash2 aria-hidden size={14} />
          </IconButton>
        </div>
      </div>
      {hasDraft ? (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            busy={activate.isPending}
            aria-label={t("activateNamed", { name })}
            onClick={() => activate.mutate({ id, version }, told(t("activated", { name })))}
          >
            {t("activate")}
          </Button>
          {list.activeVersion === null ? null : (
            <Button
              size="sm"
              variant="ghost"
              busy={change.isPending}
              aria-label={t("takeBackNamed", { name })}
              onClick={() => change.mutate({ id, change: { draft: null } }, told(t("takenBack", { name })))}
            >
              {t("takeBack")}
            </Button>
          )}
        </div>
      ) : null}
      {error ? <ErrorCard {...errorText(faultOf(error))} /> : null}
    </li>
  )
}
