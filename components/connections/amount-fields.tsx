"use client"

import { useTranslations } from "use-intl"
import { type AmountGroup, type AmountKey, amountKeysOf, amountRule } from "#lib/client/connection-amounts"
import { useConnectionForm } from "./form-context"
import { FormGroup, TextField } from "./form-field"

/** Figures that are limits of one kind; an empty field is none, or the usual one. */
export function AmountFields({ group }: { group: AmountGroup }) {
  const t = useTranslations("connections.amounts")
  const { draft, edit } = useConnectionForm()
  return (
    <FormGroup title={t(`${group}.title`)} lead={t(`${group}.lead`)}>
      <div className="grid gap-3 sm:grid-cols-2">
        {amountKeysOf(group).map((key: AmountKey) => {
          const { usual, whole } = amountRule(key)
          return (
            <TextField
              key={key}
              field={key}
              label={t(key)}
              inputMode={whole ? "numeric" : "decimal"}
              placeholder={usual === undefined ? t("none") : String(usual)}
              value={draft.amounts[key]}
              onChange={(value) => edit({ amounts: { ...draft.amounts, [key]: value } })}
            />
          )
        })}
      </div>
    </FormGroup>
  )
}
