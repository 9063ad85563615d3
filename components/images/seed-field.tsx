"use client"

import { Dices } from "lucide-react"
import { useTranslations } from "use-intl"
import { FieldHead, type FieldProps } from "#components/playground/field-head"
import { NumberField } from "#components/playground/number-field"
import { IconButton } from "#components/ui/icon-button"
import { drawSeeds } from "#lib/client/strip"
import type { NumberRange } from "#lib/domain/parameters"

/** The number that a picture grows from: kept, or drawn anew by a throw of the dice. */
export function SeedField({ range, value, ...props }: FieldProps & { range: NumberRange; value: number }) {
  const t = useTranslations("images.seed")
  return (
    <FieldHead {...props}>
      <IconButton
        label={t("random")}
        size="sm"
        onClick={() => {
          const [seed] = drawSeeds(1, range, Math.random)
          if (seed !== undefined) props.onChange(seed)
        }}
      >
        <Dices aria-hidden size={14} />
      </IconButton>
      <NumberField
        label={props.label}
        value={value}
        {...range}
        isInvalid={props.isInvalid}
        describedBy={props.noteId}
        onChange={props.onChange}
        className={props.isOn ? "w-24 min-w-14" : "w-24 min-w-14 text-ink-3!"}
      />
    </FieldHead>
  )
}
