"use client"

import { ArrowLeftRight } from "lucide-react"
import { useTranslations } from "use-intl"
import { FieldHead, type FieldProps } from "#components/playground/field-head"
import { NumberField } from "#components/playground/number-field"
import { IconButton } from "#components/ui/icon-button"
import { Select } from "#components/ui/select"
import { sizeText } from "#lib/client/size-ladder"
import { sizeOf } from "#lib/domain/image-parameters"
import type { NumberRange } from "#lib/domain/parameters"

/** Width and height: one of the usual sizes, or any, where any will do. */
export function SizeField({
  sizes,
  free,
  value,
  ...props
}: FieldProps & { sizes: string[]; free: NumberRange | undefined; value: string }) {
  const t = useTranslations("images.size")
  const size = sizeOf(value) ?? { width: 0, height: 0 }
  const swapped = sizeText({ width: size.height, height: size.width })
  const side = (label: string, name: "width" | "height") => (
    <NumberField
      label={label}
      value={size[name]}
      min={free?.min ?? 0}
      max={free?.max ?? 0}
      step={free?.step ?? 1}
      isInvalid={props.isInvalid}
      describedBy={props.noteId}
      onChange={(next) => props.onChange(sizeText({ ...size, [name]: Math.round(next) }))}
      className={props.isOn ? "w-full" : "w-full text-ink-3!"}
    />
  )
  return (
    <>
      <FieldHead {...props}>
        <Select
          size="sm"
          aria-label={props.label}
          aria-invalid={props.isInvalid || undefined}
          value={sizes.includes(value) ? value : ""}
          onChange={(event) => props.onChange(event.target.value || value)}
        >
          {sizes.includes(value) ? null : <option value="">{t("own")}</option>}
          {sizes.map((one) => (
            <option key={one} value={one}>
              {one.replace("x", " × ")}
            </option>
          ))}
        </Select>
      </FieldHead>
      {free ? (
        <div className="mt-1 flex items-center gap-1.5">
          {side(t("width"), "width")}
          <IconButton
            label={t("swap")}
            size="sm"
            onClick={() => props.onChange(swapped)}
            aria-disabled={swapped === value}
          >
            <ArrowLeftRight aria-hidden size={14} />
          </IconButton>
          {side(t("height"), "height")}
        </div>
      ) : null}
    </>
  )
}
