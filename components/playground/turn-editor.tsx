"use client"

import { ArrowDown, ArrowUp, X } from "lucide-react"
import { lazy, Suspense } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Select } from "#components/ui/select"
import { TextArea } from "#components/ui/text-area"
import type { Turn } from "#lib/client/workspace"
import { setTurnRole, setTurnText } from "#lib/client/workspace-edits"
import { useEdit } from "./playground-context"

const TurnCalls = lazy(() => import("./turn-calls").then((module) => ({ default: module.TurnCalls })))
const TurnImages = lazy(() => import("./turn-images").then((module) => ({ default: module.TurnImages })))

interface TurnEditorProps {
  turn: Turn
  place: number
  count: number
  /** The last message of the user, which is called "Prompt". */
  isPrompt: boolean
  isOnlyUser: boolean
  /** Some chosen model looks at images. */
  takesImages: boolean
  onMove: (by: number) => void
  onRemove: () => void
}

/** One message of a chat: its role, its text, and buttons to move and remove it. */
export function TurnEditor(props: TurnEditorProps) {
  const { turn, place, count, isPrompt, isOnlyUser, takesImages, onMove, onRemove } = props
  const t = useTranslations("playground")
  const edit = useEdit()
  const name = isPrompt ? t("prompt") : t(`${turn.role}Message`, { number: place })
  // Calls and their answers belong to the roles that they have.
  const isFixed = turn.role === "tool" || turn.calls !== undefined
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
            disabled={isOnlyUser || isFixed}
            onChange={(event) =>
              edit(setTurnRole(turn.id, event.target.value === "assistant" ? "assistant" : "user"))
            }
            className="-ml-2 font-medium text-ink-2"
          >
            <option value="user">{t("roles.user")}</option>
            <option value="assistant">{t("roles.assistant")}</option>
            {turn.role === "tool" ? <option value="tool">{t("roles.tool")}</option> : null}
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
      <Suspense>
        {turn.calls ? <TurnCalls turn={turn} /> : null}
        {turn.role === "user" && (takesImages || turn.images) ? (
          <TurnImages turn={turn} place={place} />
        ) : null}
      </Suspense>
    </li>
  )
}
