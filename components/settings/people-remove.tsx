"use client"

import { useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { Select } from "#components/ui/select"
import { useToast } from "#components/ui/toast"
import { faultOf } from "#lib/client/api/fault-of"
import { useRemovePerson } from "#lib/client/api/people"
import type { ManagedPerson } from "#lib/domain/people-schema"

/** Removes somebody, after it was said what becomes of what they own: nothing of that is chosen beforehand. */
export function RemoveDialog(props: { person: ManagedPerson; others: ManagedPerson[]; onClose: () => void }) {
  const { person, onClose } = props
  const t = useTranslations("people")
  const common = useTranslations("common")
  const errorText = useErrorText()
  const toast = useToast()
  const me = usePerson()
  const name = useId()
  const remove = useRemovePerson()
  const [choice, setChoice] = useState<"hand" | "delete">()
  const [heir, setHeir] = useState(me.id)
  const act = () =>
    remove.mutate(
      { personId: person.id, handTo: choice === "hand" ? heir : null },
      {
        onSuccess: () => {
          toast({ text: t("removed", { name: person.name }), tone: "ok" })
          onClose()
        },
      },
    )
  const radio = (value: "hand" | "delete", label: string) => (
    <label className="flex items-center gap-2 pointer-coarse:min-h-10">
      <input type="radio" name={name} checked={choice === value} onChange={() => setChoice(value)} />
      {label}
    </label>
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("removeTitle", { name: person.name })}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button variant="danger" disabled={choice === undefined} busy={remove.isPending} onClick={act}>
            {t("removeAction")}
          </Button>
        </>
      }
    >
      <fieldset className="flex flex-col gap-2 text-sm">
        <legend className="mb-1 text-pretty">{t("removeHint")}</legend>
        <div className="flex flex-wrap items-center gap-2">
          {radio("hand", t("handOver"))}
          <Select
            size="sm"
            aria-label={t("handOver")}
            value={heir}
            onChange={(event) => {
              setHeir(event.target.value)
              setChoice("hand")
            }}
            className="w-48"
          >
            {props.others
              .filter(({ id, suspended }) => id !== person.id && !suspended)
              .map((other) => (
                <option key={other.id} value={other.id}>
                  {other.name}
                </option>
              ))}
          </Select>
        </div>
        {radio("delete", t("deleteAll"))}
        {remove.error ? <ErrorCard {...errorText(faultOf(remove.error))} /> : null}
      </fieldset>
    </Dialog>
  )
}
