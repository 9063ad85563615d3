"use client"

import { ChevronDown } from "lucide-react"
import { lazy, Suspense, useId } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { Skeleton } from "#components/ui/skeleton"
import { sentParameters } from "#lib/client/variant"
import type { Column } from "#lib/client/workspace"
import { setView } from "#lib/client/workspace-edits"
import { type ParameterSpec, parametersFor } from "#lib/domain/parameters"
import { LinkedNote, OverrideFields } from "./lazy-comparison"
import { UntakenLine } from "./lazy-images"
import { ModelFacts } from "./model-facts"
import { ParameterControl } from "./parameter-control"
import { useEdit, useIsComparison, useIsImage, useWorkspace } from "./playground-context"
import { SamplesField } from "./samples-field"
import { useTarget } from "./use-target"

const ExtraFields = lazy(() => import("./extra-fields").then((module) => ({ default: module.ExtraFields })))

/** The settings that a column's model takes: at its right where there is room, else above the answer. */
export function SettingsPanel({ column, name }: { column: Column; name: string }) {
  const t = useTranslations("parameters")
  const edit = useEdit()
  const moreId = useId()
  const target = useTarget(column)
  const isImage = useIsImage()
  const isComparison = useIsComparison()
  const showsMore = useWorkspace(({ view }) => view.moreSettings)
  const specs = target ? parametersFor(target) : []
  const sent = target ? sentParameters(column, target) : {}
  // Pictures are compared at one seed: there it is no detail.
  const isProminent = (spec: ParameterSpec) => spec.prominent || (isImage && spec.name === "seed")
  const prominent = specs.filter(isProminent)
  const others = specs.filter((spec) => !isProminent(spec))
  const controls = (list: typeof specs) =>
    target
      ? list.map((spec) => (
          <ParameterControl key={spec.name} column={column} spec={spec} target={target} sent={sent} />
        ))
      : null
  return (
    <section
      aria-label={t("settings")}
      data-settings
      className="shrink-0 border-b bg-surface px-4 py-3 @[720px]:col-start-2 @[720px]:w-72 @[720px]:overflow-y-auto @[720px]:border-b-0 @[720px]:border-l lg:max-h-1/2 lg:overflow-y-auto @[720px]:max-h-none"
    >
      <div className="mx-auto grid max-w-3xl gap-x-8 gap-y-4 @[560px]:grid-cols-2 @[720px]:grid-cols-1">
        {isComparison ? (
          <Suspense>
            <LinkedNote columnId={column.id} />
          </Suspense>
        ) : null}
        {target ? controls(prominent) : <WaitingControls />}
        {isImage && target ? (
          <Suspense>
            <UntakenLine target={target} />
          </Suspense>
        ) : null}
        <SamplesField column={column} />
        {others.length > 0 ? (
          <button
            type="button"
            aria-expanded={showsMore}
            aria-controls={moreId}
            onClick={() => edit(setView({ moreSettings: !showsMore }))}
            className="-mx-1.5 col-span-full flex items-center gap-1.5 justify-self-start rounded px-1.5 py-1 font-medium text-ink-2 text-xs hover:bg-hover hover:text-ink pointer-coarse:min-h-10"
          >
            <ChevronDown
              aria-hidden
              size={14}
              className={classNames("transition-transform", showsMore ? "rotate-180" : null)}
            />
            {t(showsMore ? "less" : "more")}
          </button>
        ) : null}
        <div id={moreId} hidden={!showsMore} className={showsMore ? "contents" : undefined}>
          {showsMore ? controls(others) : null}
          {showsMore && target ? (
            <Suspense>
              <ExtraFields column={column} />
            </Suspense>
          ) : null}
        </div>
        {isComparison ? (
          <Suspense>
            <OverrideFields column={column} name={name} />
          </Suspense>
        ) : null}
        <div className="col-span-full">
          <ModelFacts column={column} />
        </div>
      </div>
    </section>
  )
}

function WaitingControls() {
  return [1, 2, 3].map((row) => <Skeleton key={row} className="h-16 w-full" />)
}
