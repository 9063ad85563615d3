"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { TextInput } from "#components/ui/text-input"

/** Adds a model by its name, for servers that list none or not all. */
export function AddModel(props: {
  taken: string[]
  isBusy: boolean
  onAdd: (id: string, done: () => void) => void
}) {
  const t = useTranslations("connections.models")
  const id = useId()
  const [name, setName] = useState("")
  const typed = name.trim()
  const isTaken = props.taken.includes(typed)
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (typed !== "" && !isTaken) props.onAdd(typed, () => setName(""))
  }
  return (
    <form onSubmit={add} className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm">
        {t("add")}
      </label>
      <span className="flex flex-wrap gap-2">
        <TextInput
          id={id}
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          placeholder={t("addPlaceholder")}
          invalid={isTaken ? `${id}-problem` : false}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="min-w-40 flex-1"
        />
        <Button type="submit" busy={props.isBusy} disabled={typed === "" || isTaken}>
          {t("addAction")}
        </Button>
      </span>
      {isTaken ? (
        <p id={`${id}-problem`} role="alert" className="text-error text-xs">
          {t("taken")}
        </p>
      ) : null}
    </form>
  )
}
