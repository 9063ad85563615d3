"use client"

import { CircleSlash, Lock } from "lucide-react"
import { Suspense, useId } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { Switch } from "#components/ui/switch"
import { setParameter, switchParameter } from "#lib/client/column-edits"
import { type Column, settingOf } from "#lib/client/workspace"
import { checkParameter, conflictOf } from "#lib/domain/check-parameters"
import { noEffectOf, type ParameterSpec, type Parameters, type ParameterTarget } from "#lib/domain/parameters"
import { StripButton } from "./lazy-images"
import { ParameterField } from "./parameter-field"
import { isParameterName, useProblemText } from "./parameter-texts"
import { useEdit } from "./playground-context"
import { useLinked, useLockText } from "./use-linked"

interface ParameterControlProps {
  column: Column
  spec: ParameterSpec
  target: ParameterTarget
  /** All that the column sends: what one parameter does depends on the others. */
  sent: Parameters
}

/** One parameter, made from its description: its value, whether it is sent, what it does and when it does nothing. */
export function ParameterControl({ column, spec, target, sent }: ParameterControlProps) {
  const t = useTranslations("parameters")
  const edit = useEdit()
  const problemText = useProblemText()
  const noteId = useId()
  const { on, value } = settingOf(column, spec)
  const label = isParameterName(spec.name) ? t(`names.${spec.name}`) : spec.name
  const isPictureSeed = target.mode === "image" && spec.name === "seed"
  const isList = spec.kind === "strings"
  const problem =
    on && !(isList && Array.isArray(value) && value.length === 0)
      ? (checkParameter(spec.name, value, target) ?? conflictOf(spec.name, target, sent))
      : undefined
  const linked = useLinked(column.id)
  const lock = useLockText(spec, linked)
  const noEffect = on && spec.name in sent ? noEffectOf(spec, target, sent) : undefined
  return (
    <fieldset disabled={lock !== undefined} className="min-w-0">
      <ParameterField
        spec={spec}
        target={target}
        label={label}
        value={value}
        isOn={on}
        isMuted={!on || noEffect !== undefined}
        isInvalid={problem !== undefined}
        noteId={noteId}
        onChange={(next) => edit(setParameter(linked, spec.name, next))}
        sendSwitch={
          spec.kind === "switch" ? null : (
            <>
              {target.mode === "image" ? (
                <Suspense>
                  <StripButton columnId={column.id} spec={spec} label={label} />
                </Suspense>
              ) : null}
              <Switch
                label={t("send", { name: label })}
                checked={on}
                onChange={(next) => edit(switchParameter(linked, spec.name, next, spec.initial))}
              />
            </>
          )
        }
      />
      <p id={noteId} className={classNames("mt-1 text-xs", problem ? "text-error" : "text-ink-3")}>
        {on || isPictureSeed ? null : <span className="font-medium text-ink-2">{t("off")} </span>}
        {problem
          ? problemText(problem)
          : isPictureSeed
            ? t(on ? "pictureSeed.fixed" : "pictureSeed.random")
            : isParameterName(spec.name)
              ? t(`explanations.${spec.name}`)
              : null}
      </p>
      {lock ? (
        <p className="mt-1 flex gap-1.5 text-warn text-xs">
          <Lock aria-hidden size={14} className="mt-px shrink-0" />
          {lock}
        </p>
      ) : null}
      {noEffect ? (
        <p className="mt-1 flex gap-1.5 text-warn text-xs">
          <CircleSlash aria-hidden size={14} className="mt-px shrink-0" />
          {t(`noEffect.${noEffect}`)}
        </p>
      ) : null}
    </fieldset>
  )
}
