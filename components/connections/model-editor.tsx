"use client"

import { type FormEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { Select } from "#components/ui/select"
import { TextInput } from "#components/ui/text-input"
import { type ModelDraft, modelDraftOf, modelProblems, overrideOf } from "#lib/client/model-draft"
import type { Mode } from "#lib/domain/connection"
import type { ManagedModel, ModelOverride } from "#lib/domain/managed-connection"
import { PriceFields } from "./price-fields"

const modes: Mode[] = ["chat", "completion", "image"]

/** What an admin says of a model: what it can, how much it takes, what it costs from when on. */
export function ModelEditor(props: {
  managed: ManagedModel
  isBusy: boolean
  /** Leaving would lose something. */
  onDirty: (isDirty: boolean) => void
  onSave: (override: ModelOverride) => void
  onReset?: () => void
  onCancel: () => void
}) {
  const { managed } = props
  const t = useTranslations("connections.models")
  const common = useTranslations("common")
  const id = useId()
  const [opened] = useState(() => modelDraftOf(managed.model))
  const [draft, setDraft] = useState(opened)
  const [isChecked, setChecked] = useState(false)
  const wrong = modelProblems(draft)
  const shown = isChecked ? wrong : new Set<string>()
  const edit = (part: Partial<ModelDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    props.onDirty(JSON.stringify(next) !== JSON.stringify(opened))
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (wrong.size === 0) return props.onSave(overrideOf(managed, draft))
    document.getElementById(`${id}-${[...wrong][0]}`)?.focus()
  }
  const tokens = (name: "contextTokens" | "maxOutputTokens") => (
    <label htmlFor={`${id}-${name}`} className="flex flex-col gap-1 text-sm">
      {t(name)}
      <TextInput
        id={`${id}-${name}`}
        inputMode="numeric"
        autoComplete="off"
        placeholder={t("unknown")}
        invalid={shown.has(name)}
        value={draft[name]}
        onChange={(event) => edit({ [name]: event.target.value })}
        className="figures w-full"
      />
    </label>
  )
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={managed.model.id}
      className="mt-2 flex flex-col gap-3 rounded bg-sunken p-3"
    >
      <fieldset className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <legend className="sr-only">{t("takes")}</legend>
        {modes.map((mode, index) => (
          <label key={mode} className="flex items-center gap-2 pointer-coarse:min-h-10">
            <input
              id={index === 0 ? `${id}-modes` : undefined}
              type="checkbox"
              checked={draft.modes.includes(mode)}
              onChange={(event) =>
                edit({
                  modes: event.target.checked
                    ? [...draft.modes, mode]
                    : draft.modes.filter((other) => other !== mode),
                })
              }
            />
            {t(`modes.${mode}`)}
          </label>
        ))}
        <label className="flex items-center gap-2 pointer-coarse:min-h-10">
          <input
            type="checkbox"
            checked={draft.thinking === "default-on"}
            onChange={(event) => edit({ thinking: event.target.checked ? "default-on" : "none" })}
          />
          {t("thinking")}
        </label>
        {shown.has("modes") ? (
          <p role="alert" className="w-full text-error text-xs">
            {t("noMode")}
          </p>
        ) : null}
      </fieldset>
      <div className="grid gap-3 sm:grid-cols-3">
        {tokens("contextTokens")}
        {tokens("maxOutputTokens")}
        <label htmlFor={`${id}-vision`} className="flex flex-col gap-1 text-sm">
          {t("vision")}
          <Select
            id={`${id}-vision`}
            value={draft.vision}
            onChange={(event) => edit({ vision: event.target.value as ModelDraft["vision"] })}
          >
            {(["unknown", "yes", "no"] as const).map((answer) => (
              <option key={answer} value={answer}>
                {t(`visions.${answer}`)}
              </option>
            ))}
          </Select>
        </label>
      </div>
      <PriceFields
        idOf={(field) => `${id}-${field}`}
        prices={draft.prices}
        wrong={shown}
        onChange={(prices) => edit({ prices })}
      />
      {isChecked && wrong.size > 0 ? (
        <p role="alert" className="text-error text-xs">
          {t("wrong")}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={props.isBusy}>
          {common("save")}
        </Button>
        <Button variant="ghost" onClick={props.onCancel}>
          {common("cancel")}
        </Button>
        {props.onReset ? (
          <Button variant="ghost" disabled={props.isBusy} onClick={props.onReset} className="ml-auto">
            {t("reset")}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
