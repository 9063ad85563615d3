"use client"

import { type ReactNode, useId } from "react"
import { useTranslations } from "use-intl"
import { Select } from "#components/ui/select"
import { Switch } from "#components/ui/switch"
import { TextInput } from "#components/ui/text-input"
import { type WordListContent, wordActions } from "#lib/domain/compliance/word-list-schema"

export type ListSettings = Omit<WordListContent, "words">

const scopes = ["both", "prompts", "outputs"] as const

/** What a list says beside its words. `isAsked`: it was to be saved, so that what is missing is said. */
export function WordListFields(props: {
  settings: ListSettings
  onChange: (settings: ListSettings) => void
  isAsked: boolean
}) {
  const { settings, onChange, isAsked } = props
  const t = useTranslations("operations.compliance")
  const id = useId()
  const set = (change: Partial<ListSettings>) => onChange({ ...settings, ...change })
  const field = (name: "name" | "category", max: number, hint?: ReactNode) => {
    const isMissing = isAsked && settings[name].trim() === ""
    return (
      <div className="flex min-w-0 flex-col gap-1">
        <label htmlFor={`${id}-${name}`}>{t(`field.${name}`)}</label>
        <TextInput
          id={`${id}-${name}`}
          maxLength={max}
          autoComplete="off"
          value={settings[name]}
          invalid={isMissing && `${id}-${name}-problem`}
          onChange={(event) => set({ [name]: event.target.value })}
        />
        {isMissing ? (
          <p id={`${id}-${name}-problem`} role="alert" className="text-error text-xs">
            {t(`problem.${name}`)}
          </p>
        ) : (
          hint
        )}
      </div>
    )
  }
  return (
    <div className="grid gap-x-4 gap-y-3 text-sm sm:grid-cols-2">
      {field("name", 100)}
      {field("category", 50, <p className="text-ink-2 text-xs">{t("categoryHint")}</p>)}
      <label htmlFor={`${id}-action`} className="flex min-w-0 flex-col gap-1">
        {t("field.action")}
        <Select
          id={`${id}-action`}
          value={settings.action}
          onChange={(event) => set({ action: event.target.value as ListSettings["action"] })}
        >
          {wordActions.map((action) => (
            <option key={action} value={action}>
              {t(`action.${action}`)}
            </option>
          ))}
        </Select>
      </label>
      <div className="grid grid-cols-2 gap-4">
        <label htmlFor={`${id}-scope`} className="flex min-w-0 flex-col gap-1">
          {t("field.scope")}
          <Select
            id={`${id}-scope`}
            value={settings.scope}
            onChange={(event) => set({ scope: event.target.value as ListSettings["scope"] })}
          >
            {scopes.map((scope) => (
              <option key={scope} value={scope}>
                {t(`scope.${scope}`)}
              </option>
            ))}
          </Select>
        </label>
        <label htmlFor={`${id}-language`} className="flex min-w-0 flex-col gap-1">
          {t("field.language")}
          <TextInput
            id={`${id}-language`}
            maxLength={20}
            placeholder="en, zh …"
            value={settings.language}
            onChange={(event) => set({ language: event.target.value })}
          />
        </label>
      </div>
      <div className="flex items-start gap-3 sm:col-span-2">
        <Switch
          id={`${id}-strict`}
          checked={settings.strict}
          onChange={(strict) => set({ strict })}
          aria-describedby={`${id}-strict-hint`}
        />
        <div>
          <label htmlFor={`${id}-strict`}>{t("strict")}</label>
          <p id={`${id}-strict-hint`} className="text-ink-2 text-xs">
            {t("strictHint")}
          </p>
        </div>
      </div>
    </div>
  )
}
