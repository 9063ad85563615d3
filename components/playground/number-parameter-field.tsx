"use client"

import { RotateCcw } from "lucide-react"
import { useTranslations } from "use-intl"
import { Chip } from "#components/ui/chip"
import { classNames } from "#components/ui/class-names"
import { IconButton } from "#components/ui/icon-button"
import { Slider } from "#components/ui/slider"
import type { Chip as ChipValue, NumberRange } from "#lib/domain/parameters"
import { FieldHead, type FieldProps } from "./field-head"
import { NumberField } from "./number-field"

const chipKeys = ["code", "data", "chat", "writing"] as const

/** Ranges of more steps than this have no slider: a pixel would be too much. */
const mostSliderSteps = 10_000

interface NumberParameterFieldProps extends FieldProps {
  range: NumberRange
  initial: number
  chips: ChipValue[]
  value: number
}

/** A number: slider, field, reset, and the values that are worth trying. */
export function NumberParameterField({ range, initial, chips, value, ...props }: NumberParameterFieldProps) {
  const t = useTranslations("parameters")
  const { label, isOn, isMuted, onChange } = props
  const { min, max, step } = range
  return (
    <>
      <FieldHead {...props}>
        {value === initial ? null : (
          <IconButton
            label={t("reset", { name: label, value: initial })}
            size="sm"
            onClick={() => onChange(initial)}
          >
            <RotateCcw aria-hidden size={12} />
          </IconButton>
        )}
        <NumberField
          label={label}
          value={value}
          min={min}
          max={max}
          step={step}
          isInvalid={props.isInvalid}
          describedBy={props.noteId}
          onChange={onChange}
          className={classNames("w-20", isOn ? null : "text-ink-3!")}
        />
      </FieldHead>
      {(max - min) / step <= mostSliderSteps ? (
        <Slider
          label={label}
          value={value}
          min={min}
          max={max}
          step={step}
          defaultMark={initial}
          muted={isMuted}
          describedBy={props.noteId}
          onChange={onChange}
          className={isOn ? undefined : "opacity-60"}
        />
      ) : null}
      {chips.length === 0 ? null : (
        <fieldset aria-label={t("chipsLabel", { name: label })} className="my-1 flex flex-wrap gap-1">
          {chips.map((chip) => {
            const key = chipKeys.find((known) => known === chip.key)
            return (
              <Chip
                key={chip.key}
                selected={isOn && value === chip.value}
                onClick={() => onChange(chip.value)}
                className="figures px-1.5! text-2xs!"
              >
                {t("chip", { word: key ? t(`chips.${key}`) : chip.key, value: chip.value })}
              </Chip>
            )
          })}
        </fieldset>
      )}
    </>
  )
}
