"use client"

import type { ParameterSpec, ParameterTarget, ParameterValue } from "#lib/domain/parameters"
import { ChoiceField } from "./choice-field"
import type { FieldProps } from "./field-head"
import { NumberParameterField } from "./number-parameter-field"
import { StopField } from "./stop-field"
import { SwitchField } from "./switch-field"

/** The control that fits a parameter's kind. */
export function ParameterField({
  spec,
  target,
  value,
  ...props
}: FieldProps & { spec: ParameterSpec; target: ParameterTarget; value: ParameterValue }) {
  switch (spec.kind) {
    case "number":
    case "integer":
      return (
        <NumberParameterField
          {...props}
          range={spec.range(target)}
          initial={spec.initial}
          chips={spec.chips ?? []}
          value={typeof value === "number" ? value : spec.initial}
        />
      )
    case "strings":
      return (
        <StopField
          {...props}
          maxItems={spec.maxItems}
          maxChars={spec.maxChars}
          values={Array.isArray(value) ? value : []}
        />
      )
    case "choice":
      return <ChoiceField {...props} choices={spec.choices(target)} value={String(value)} />
    case "switch":
      return <SwitchField {...props} value={value === true} />
  }
}
