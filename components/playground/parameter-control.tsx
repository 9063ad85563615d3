"use client"

import { CircleSlash } from "lucide-react"
import { useId } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { Switch } from "#components/ui/switch"
import { type Column, settingOf } from "#lib/client/workspace"
import { setParameter, switchParameter } from "#lib/client/workspace-edits"
import {
  checkParameter,
  noEffectOf,
  type ParameterSpec,
  type Parameters,
  type ParameterTarget,
} from "#lib/domain/parameters"
import { ParameterField } from "./parameter-field"
import { isParameterName, useProblemText } from "./parameter-texts"
import { useEdit } from "./playground-context"

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
  const isList = spec.kind === "strings"
  const problem =
    on && !(isList && Array.isArray(value) && value.length === 0)
      ? checkParameter(spec.name, value, target)
      : undefined
  const noEffect = on && spec.name in sent ? noEffectOf(spec, target, sent) : undefined
  return (
    <div className="min-w-0">
      <ParameterField
        spec={spec}
        target={target}
        label={label}
        value={value}
        isOn={on}
        isMuted={!on || noEffect !== undefined}
        isInvalid={problem !== undefined}
        noteId={noteId}
        onChange={(next) => edit(setParameter(column.id, spec.name, next))}
        sendSwitch={
          spec.kind === "switch" ? null : (
            <Switch
              label={t("send", { name: label })}
              checked={on}
              onChange={(next) => edit(switchParameter(column.id, spec.name, next, spec.initial))}
            />
          )
        }
      />
      <p id={noteId} className={classNames("mt-1 text-xs", problem ? "text-error" : "text-ink-3")}>
        {on ? null : <span className="font-medium text-ink-2">{t("off")} </span>}
        {problem ? problemText(problem) : isParameterName(spec.name) ? t(`explanations.${spec.name}`) : null}
      </p>
      {noEffect ? (
        <p className="mt-1 flex gap-1.5 text-warn text-xs">
          <CircleSlash aria-hidden size={14} className="mt-px shrink-0" />
          {t(`noEffect.${noEffect}`)}
        </p>
      ) : null}
    </div>
  )
}
