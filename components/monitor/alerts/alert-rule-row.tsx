"use client"

import { useId } from "react"
import { useTranslations } from "use-intl"
import { NumberInput } from "#components/ui/number-input"
import { Slider } from "#components/ui/slider"
import { Switch } from "#components/ui/switch"
import type { AlertReading } from "#lib/domain/alerts/alert"
import { type AlertRule, alertRuleSpecs } from "#lib/domain/alerts/alert-rules"
import { useAlertsText } from "./alerts-text"

/** One rule: whether it is looked at, its figures, and what its value is just now. */
export function AlertRuleRow(props: {
  rule: AlertRule
  now: AlertReading | undefined
  onChange: (rule: AlertRule) => void
}) {
  const { rule, now, onChange } = props
  const t = useTranslations("operations.alerts.rules")
  const id = useId()
  const name = t(`kind.${rule.kind}.name`)
  const spec = alertRuleSpecs[rule.kind]
  const change = (part: Partial<AlertRule>) => onChange({ ...rule, ...part })
  return (
    <li className="grid gap-x-6 gap-y-3 py-4 lg:grid-cols-[minmax(0,1fr)_30rem]">
      <div className="flex min-w-0 items-start gap-3">
        <Switch id={id} checked={rule.enabled} onChange={(enabled) => change({ enabled })} label={name} />
        <div className="min-w-0">
          <p className="font-medium text-sm">{name}</p>
          <p className="mt-0.5 max-w-measure text-pretty text-ink-2 text-xs">{t(`kind.${rule.kind}.hint`)}</p>
          <RuleNow rule={rule} now={now} />
        </div>
      </div>
      <fieldset disabled={!rule.enabled} className="min-w-0 disabled:opacity-60">
        <legend className="sr-only">{t("figuresOf", { name })}</legend>
        {spec.unit === "state" ? null : <Threshold rule={rule} name={name} onChange={change} />}
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          <Figure
            label={t("for")}
            of={name}
            unit={t("seconds")}
            value={rule.forSeconds}
            max={86_400}
            step={1}
            disabled={!rule.enabled}
            onChange={(forSeconds) => change({ forSeconds })}
          />
          <Figure
            label={t("coolDown")}
            of={name}
            unit={t("minutes")}
            value={Math.round(rule.coolDownSeconds / 60)}
            max={10_080}
            step={1}
            disabled={!rule.enabled}
            onChange={(minutes) => change({ coolDownSeconds: minutes * 60 })}
          />
          {spec.looksAtCalls ? (
            <Figure
              label={t("minCalls")}
              of={name}
              unit={t("calls")}
              value={rule.minCalls}
              min={1}
              max={100_000}
              step={1}
              disabled={!rule.enabled}
              onChange={(minCalls) => change({ minCalls })}
            />
          ) : null}
        </div>
      </fieldset>
    </li>
  )
}

function RuleNow({ rule, now }: { rule: AlertRule; now: AlertReading | undefined }) {
  const t = useTranslations("operations.alerts.rules")
  const text = useAlertsText()
  const isState = alertRuleSpecs[rule.kind].unit === "state"
  const said = () => {
    if (isState) return now?.value ? t("nowState", { name: text.subject(now.subject) }) : t("nowWell")
    if (!now) return t("nowNothing")
    if (now.value === null) return t("nowFew")
    return t("now", { value: text.value(rule.kind, now.value), name: text.subject(now.subject) })
  }
  return <p className="figures mt-1 break-words text-xs">{said()}</p>
}

/** The threshold, by slider and by figure. Times are stored in ms and shown in seconds. */
function Threshold(props: { rule: AlertRule; name: string; onChange: (part: Partial<AlertRule>) => void }) {
  const t = useTranslations("operations.alerts.rules")
  const { min, max, step, unit, defaults } = alertRuleSpecs[props.rule.kind]
  const scale = unit === "ms" ? 1000 : 1
  const shown = props.rule.threshold / scale
  // The usual range: a slider over ten minutes could not be set to two seconds.
  const sliderMax = unit === "ms" ? 20 : unit === "days" ? 365 : max
  const set = (value: number) => props.onChange({ threshold: Math.round(value * scale * 1000) / 1000 })
  const label = t("thresholdOf", { name: props.name })
  return (
    <div className="mb-3 flex items-center gap-3">
      <span className="w-12 shrink-0 text-ink-2 text-xs">{t("threshold")}</span>
      <Slider
        className="flex-1"
        label={label}
        value={Math.min(sliderMax, shown)}
        min={min / scale}
        max={sliderMax}
        step={step / scale}
        defaultMark={defaults.threshold / scale}
        disabled={!props.rule.enabled}
        onChange={set}
      />
      <NumberInput
        className="w-20"
        label={label}
        value={shown}
        min={min / scale}
        max={max / scale}
        step={step / scale}
        disabled={!props.rule.enabled}
        onChange={set}
      />
      <span className="w-8 text-ink-2 text-xs">{t(`unit.${unit === "state" ? "percent" : unit}`)}</span>
    </div>
  )
}

function Figure(props: {
  label: string
  of: string
  unit: string
  value: number
  min?: number
  max: number
  step: number
  disabled: boolean
  onChange: (value: number) => void
}) {
  const { label, of, unit, min = 0, ...input } = props
  return (
    <span className="flex items-center gap-1.5 text-ink-2 text-xs">
      <span>{label}</span>
      <NumberInput {...input} min={min} label={`${of}: ${label}`} className="w-16" />
      <span>{unit}</span>
    </span>
  )
}
