"use client"

import { Dices } from "lucide-react"
import { type ReactNode, useEffect, useEffectEvent, useId, useState } from "react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { NumberInput } from "#components/ui/number-input"
import { Segmented } from "#components/ui/segmented"
import { TextInput } from "#components/ui/text-input"
import { drawSeeds, type NumberSpec, readValues, spreadValues } from "#lib/client/strip"
import type { NumberRange, ParameterValue } from "#lib/domain/parameters"
import { maxColumns } from "#lib/domain/setup"

type Way = "spread" | "list" | "random" | "next"

interface StripValuesProps {
  spec: NumberSpec
  range: NumberRange
  /** What the column has set now. */
  current: ParameterValue | undefined
  /** Called with the values as they stand; undefined while they cannot be read. */
  onValues: (values: number[] | undefined) => void
}

/** Which values are tried: evenly from one to another, typed one by one, or for seeds drawn or counted up. */
export function StripValues({ spec, range, current, onValues }: StripValuesProps) {
  const t = useTranslations("images.strip")
  const isSeed = spec.name === "seed"
  const start = typeof current === "number" ? current : spec.initial
  const [way, setWay] = useState<Way>(isSeed ? "random" : "spread")
  const [count, setCount] = useState(isSeed ? 4 : 5)
  const [from, setFrom] = useState(startOf(spec.name, range))
  const [to, setTo] = useState(endOf(spec.name, range))
  const [text, setText] = useState("")
  const [drawn, setDrawn] = useState(() => (isSeed ? drawSeeds(maxColumns, range, Math.random) : []))
  const ids = { list: useId(), shown: useId() }
  const typed = readValues(text)
  const values = valuesOf()
  const outside = values?.some((value) => value < range.min || value > range.max) ?? false

  function valuesOf(): number[] | undefined {
    switch (way) {
      case "spread":
        return spreadValues(from, to, count, range)
      case "list":
        return typed
      case "random":
        return drawn.slice(0, count)
      case "next":
        return Array.from({ length: count }, (_, place) => start + place)
    }
  }
  const tell = useEffectEvent(() => onValues(outside ? undefined : values))
  const key = values?.join(" ")
  // biome-ignore lint/correctness/useExhaustiveDependencies: the values as they stand are told when they change.
  useEffect(() => tell(), [key, outside])

  const ways: Way[] = isSeed ? ["random", "next", "list"] : ["spread", "list"]
  const number = (label: string, value: number, onChange: (value: number) => void) => (
    <NumberInput label={label} value={value} {...range} onChange={onChange} className="w-full" />
  )
  return (
    <>
      <Segmented
        label={t("way")}
        size="sm"
        value={way}
        options={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
        onChange={setWay}
        className="justify-self-start"
      />
      {way === "list" ? (
        <div>
          <label htmlFor={ids.list} className="mb-1 block font-medium text-sm">
            {t("values")}
          </label>
          <TextInput
            id={ids.list}
            value={text}
            placeholder={isSeed ? "1, 7, 42" : spreadValues(range.min, range.max, 4, range).join(", ")}
            aria-invalid={typed === undefined || outside || undefined}
            aria-describedby={ids.shown}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      ) : (
        <div className="grid grid-cols-3 gap-3 text-sm">
          <Labelled label={t("count")}>
            <NumberInput
              label={t("count")}
              value={count}
              min={2}
              max={maxColumns}
              onChange={setCount}
              className="w-full"
            />
          </Labelled>
          {way === "spread" ? (
            <>
              <Labelled label={t("from")}>{number(t("from"), from, setFrom)}</Labelled>
              <Labelled label={t("to")}>{number(t("to"), to, setTo)}</Labelled>
            </>
          ) : null}
          {way === "random" ? (
            <span className="col-span-2 self-end">
              <Button onClick={() => setDrawn(drawSeeds(maxColumns, range, Math.random))}>
                <Dices aria-hidden size={14} />
                {t("draw")}
              </Button>
            </span>
          ) : null}
        </div>
      )}
      <p id={ids.shown} aria-live="polite" className="figures min-h-5 break-words text-sm">
        {values === undefined ? (
          <span className="text-error">{t("unreadable")}</span>
        ) : outside ? (
          <span className="text-error">{t("outside", { min: range.min, max: range.max })}</span>
        ) : values.length > maxColumns ? (
          <span className="text-error">{t("tooMany", { max: maxColumns })}</span>
        ) : (
          values.join(" · ")
        )}
      </p>
    </>
  )
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <span aria-hidden className="mb-1 block font-medium">
        {label}
      </span>
      {children}
    </div>
  )
}

/** Where a strip usefully begins and ends: the whole range, where that is small enough to be looked at. */
function startOf(name: string, { min }: NumberRange): number {
  return name === "steps" ? 5 : min
}
function endOf(name: string, { max }: NumberRange): number {
  return name === "steps" ? Math.min(max, 50) : name === "cfg_scale" ? Math.min(max, 15) : max
}
