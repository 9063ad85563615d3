"use client"

import { lazy, Suspense } from "react"
import { Skeleton } from "#components/ui/skeleton"
import type { ParameterSpec, ParameterTarget, ParameterValue } from "#lib/domain/parameters"
import type { FieldProps } from "./field-head"
import { SeedField, SizeField } from "./lazy-images"
import { NumberParameterField } from "./number-parameter-field"
import { SwitchField } from "./switch-field"

// Among "More settings" only.
const ChoiceField = lazy(() => import("./choice-field").then((module) => ({ default: module.ChoiceField })))
const StopField = lazy(() => import("./stop-field").then((module) => ({ default: module.StopField })))
const waiting = <Skeleton className="h-7 w-full" />

/** The control that fits a parameter's kind. */
export function ParameterField({
  spec,
  target,
  value,
  ...props
}: FieldProps & { spec: ParameterSpec; target: ParameterTarget; value: ParameterValue }) {
  switch (spec.kind) {
    case "size":
      return (
        <Suspense fallback={<Skeleton className="h-16 w-full" />}>
          <SizeField {...props} sizes={spec.sizes(target)} free={spec.free(target)} value={String(value)} />
        </Suspense>
      )
    case "number":
    case "integer":
      return target.mode === "image" && spec.name === "seed" ? (
        <Suspense fallback={waiting}>
          <SeedField {...props} range={spec.range(target)} value={typeof value === "number" ? value : 1} />
        </Suspense>
      ) : (
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
        <Suspense fallback={waiting}>
          <StopField
            {...props}
            maxItems={spec.maxItems}
            maxChars={spec.maxChars}
            values={Array.isArray(value) ? value : []}
          />
        </Suspense>
      )
    case "choice":
      return (
        <Suspense fallback={waiting}>
          <ChoiceField {...props} choices={spec.choices(target)} value={String(value)} />
        </Suspense>
      )
    case "switch":
      return <SwitchField {...props} value={value === true} />
  }
}
