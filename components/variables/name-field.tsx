"use client"

import { Check } from "lucide-react"
import { useEffect, useId, useRef, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { TextInput } from "#components/ui/text-input"
import { isVariableName, variableName } from "#lib/domain/template"

interface NameFieldProps {
  label: string
  initial?: string
  /** Names that are not free. */
  taken: string[]
  submitLabel: string
  /** In a narrow column: the button is an icon. */
  compact?: boolean
  onDone: (name: string) => void
  onCancel: () => void
}

/** Asks for a variable's name: Enter takes it, Escape gives up, a name that cannot be is told while it is typed. */
export function NameField(props: NameFieldProps) {
  const { label, initial = "", taken, submitLabel, compact, onDone, onCancel } = props
  const t = useTranslations("variables.name")
  const messageId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(initial)
  const [isAsked, setIsAsked] = useState(false)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])

  const name = variableName(typed)
  const problemOf = () => {
    if (name === "") return isAsked ? "empty" : undefined
    if (!isVariableName(name)) return "bad"
    return taken.includes(name) ? "taken" : undefined
  }
  const problem = problemOf()
  return (
    <form
      className="w-full min-w-0 py-1 font-normal"
      onSubmit={(event) => {
        event.preventDefault()
        setIsAsked(true)
        if (name !== "" && !problem) onDone(name)
      }}
    >
      <div className="flex gap-1.5">
        <TextInput
          ref={input}
          data-autofocus
          aria-label={label}
          invalid={problem ? messageId : false}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            const isComposing = event.nativeEvent.isComposing || event.keyCode === 229
            // Enter that ends a composition does not send the form.
            if (event.key === "Enter" && isComposing) event.preventDefault()
            if (event.key !== "Escape" || isComposing) return
            event.stopPropagation()
            event.preventDefault()
            onCancel()
          }}
          className="h-7! w-0 min-w-0 grow font-mono text-xs!"
        />
        {compact ? (
          <IconButton type="submit" label={submitLabel} size="sm" variant="secondary">
            <Check aria-hidden size={14} />
          </IconButton>
        ) : (
          <Button type="submit" size="sm">
            {submitLabel}
          </Button>
        )}
      </div>
      <p id={messageId} aria-live="polite" className="mt-1 text-error text-xs empty:hidden">
        {problem ? t(problem) : ""}
      </p>
    </form>
  )
}
