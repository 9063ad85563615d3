"use client"

import { ArrowDown, ArrowUp, X } from "lucide-react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Select } from "#components/ui/select"
import { TextArea } from "#components/ui/text-area"
import type { Turn } from "#lib/client/workspace"
import { setTurnRole, setTurnText } from "#lib/client/workspace-edits"
import { useEdit } from "./playground-context"

interface TurnEditorProps {
  turn: Turn
  place: number
  count: number
  /** The last message of the user, which is called "Prompt". */
  isPrompt: boolean
  isOnlyUser: boolean
  onMove: (by: number) => void
  onRemove: () => void
}

/** One message of a chat: its role, its text, and buttons to move and remove it. */
export function TurnEditor({ turn, place, count, isPrompt, isOnlyUser, onMove, onRemove }: TurnEditorProps) {
  const t = useTranslations("playground")
  const edit = useEdit()
  const name = isPrompt
    ? t("prompt")
    : t(turn.role === "user" ? "userMessage" : "assistantMessage", { number: place })
  return (
    <li>
      <div className="mb-1 flex h-7 items-center justify-between gap-2">
        {count === 1 ? (
          <span aria-hidden className="font-medium text-ink-2 text-xs">
            {t("prompt")}
          </span>
        ) : (
          <Select
            plain
            size="sm"
            aria-label={t("role", { number: place })}
            value={turn.role}
            disabled={isOnlyUser}
            onChange={(event) =>
              edit(setTurnRole(turn.id, event.target.value === "assistant" ? "assistant" : "user"))
            }
            className="-ml-2 font-medium text-ink-2"
          >
            <option value="user">{t("roles.user")}</option>
            <option value="assistant">{t("roles.assistant")}</option>
          </Select>
        )}
        {count > 1 ? (
          <span className="-mr-1 flex">
            <IconButton
              label={t("moveUp", { number: place })}
              size="sm"
              disabled={place === 1}
              onClick={() => onMove(-1)}
            >
              <ArrowUp aria-hidden size={14} />
            </IconButton>
            <IconButton
              label={t("moveDown", { number: place })}
              size="sm"
              disabled={place === count}
              onClick={() => onMove(1)}
            >
              <ArrowDown aria-hidden size={14} />
            </IconButton>
            <IconButton
              label={t("removeMessage", { number: place })}
              size="sm"
              disabled={isOnlyUser}
              onClick={onRemove}
            >
              <X aria-hidden size={14} />
            </IconButton>
          </span>
        ) : null}
      </div>
      <TextArea
        aria-label={name}
        value={turn.text}
        rows={isPrompt ? 5 : 2}
        placeholder={isPrompt ? t("promptPlaceholder.chat") : t("messagePlaceholder")}
        onChange={(event) => edit(setTurnText(turn.id, event.target.value))}
        onKeyDown={(event) => {
          const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
          if (!by || !event.altKey || !event.shiftKey) return
          event.preventDefault()
          onMove(by)
        }}
        autoGrow
        className={isPrompt ? "block min-h-32" : "block"}
      />
    </li>
  )
}
