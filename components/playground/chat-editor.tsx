"use client"

import { Plus } from "lucide-react"
import { useId, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { TextArea } from "#components/ui/text-area"
import { useToast } from "#components/ui/toast"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { newId } from "#lib/client/new-id"
import { promptTurnId } from "#lib/client/workspace"
import { addTurn, moveTurn, removeTurn, setSystem } from "#lib/client/workspace-edits"
import { takesFeature } from "#lib/domain/features"
import { useEdit, usePlayground, useWorkspace } from "./playground-context"
import { TurnEditor } from "./turn-editor"
import { useAnyTarget } from "./use-any-target"

/** The system message, and the messages of a chat in their order. */
export function ChatEditor() {
  const t = useTranslations("playground")
  const common = useTranslations("common")
  const edit = useEdit()
  const toast = useToast()
  const { workspace } = usePlayground()
  const system = useWorkspace((state) => state.system)
  const turns = useWorkspace((state) => state.turns)
  const systemId = useId()
  const [moved, setMoved] = useState("")
  const promptId = promptTurnId(turns)
  const takesImages = useAnyTarget((target) => takesFeature(target, "images"), false)
  const users = turns.filter(({ role }) => role === "user").length

  const move = (id: string, by: number) => {
    edit(moveTurn(id, by))
    const after = workspace.getState().turns
    setMoved(t("moved", { place: after.findIndex((turn) => turn.id === id) + 1, count: after.length }))
  }
  const remove = (id: string) => {
    const before = workspace.getState().turns
    edit(removeTurn(id))
    toast({
      text: t("messageRemoved"),
      action: { label: common("undo"), onAction: () => workspace.setState({ turns: before }) },
    })
  }
  return (
    <div className="flex flex-col gap-3 px-4 pb-4">
      <div>
        <label htmlFor={systemId} className="mb-1 block font-medium text-ink-2 text-xs">
          {t("system")}
        </label>
        <TextArea
          id={systemId}
          value={system}
          rows={2}
          placeholder={t("systemPlaceholder")}
          onChange={(event) => edit(setSystem(event.target.value))}
          autoGrow
          className="block max-h-80"
        />
      </div>
      <ol className="flex flex-col gap-3">
        {turns.map((turn, index) => (
          <TurnEditor
            key={turn.id}
            turn={turn}
            place={index + 1}
            count={turns.length}
            isPrompt={turn.id === promptId}
            isOnlyUser={turn.role === "user" && users === 1}
            takesImages={takesImages}
            onMove={(by) => move(turn.id, by)}
            onRemove={() => remove(turn.id)}
          />
        ))}
      </ol>
      <Button variant="ghost" size="sm" className="self-start" onClick={() => edit(addTurn(newId()))}>
        <Plus aria-hidden size={14} />
        {t("addMessage")}
      </Button>
      <VisuallyHidden aria-live="polite">{moved}</VisuallyHidden>
    </div>
  )
}
