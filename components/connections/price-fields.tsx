"use client"

import { Plus, Trash2 } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { TextInput } from "#components/ui/text-input"
import { type PriceDraft, priceDraft } from "#lib/client/model-draft"

type Figure = "input" | "cachedInput" | "output" | "peakInput" | "peakCachedInput" | "peakOutput"

/** The dated prices of a model; of several that have begun, the latest holds. */
export function PriceFields(props: {
  idOf: (field: string) => string
  prices: PriceDraft[]
  wrong: Set<string>
  onChange: (prices: PriceDraft[]) => void
}) {
  const { prices, onChange } = props
  const t = useTranslations("connections.prices")
  const change = (id: string, part: Partial<PriceDraft>) =>
    onChange(prices.map((price) => (price.id === id ? { ...price, ...part } : price)))
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="float-left w-full font-medium text-sm">{t("title")}</legend>
      <p className="text-pretty text-ink-2 text-xs">{t(prices.length > 0 ? "lead" : "none")}</p>
      {prices.map((price, index) => (
        <PriceRow
          key={price.id}
          price={price}
          number={index + 1}
          idOf={(name) => props.idOf(`${price.id}.${name}`)}
          isWrong={(name) => props.wrong.has(`${price.id}.${name}`)}
          onChange={(part) => change(price.id, part)}
          onRemove={() => onChange(prices.filter(({ id }) => id !== price.id))}
        />
      ))}
      <Button size="sm" className="self-start" onClick={() => onChange([...prices, nextPrice(prices)])}>
        <Plus aria-hidden size={14} /> {t("add")}
      </Button>
    </fieldset>
  )
}

/** A new price begins today, with the figures of the one before it; the first holds always. */
function nextPrice(prices: PriceDraft[]): PriceDraft {
  const last = prices.at(-1)
  const fresh = priceDraft()
  return last ? { ...last, id: fresh.id, day: new Date().toISOString().slice(0, 10) } : fresh
}

function PriceRow(props: {
  price: PriceDraft
  number: number
  idOf: (name: string) => string
  isWrong: (name: string) => boolean
  onChange: (part: Partial<PriceDraft>) => void
  onRemove: () => void
}) {
  const { price, number, idOf, isWrong, onChange } = props
  const t = useTranslations("connections.prices")
  const figure = (name: Figure) => (
    <label htmlFor={idOf(name)} className="flex min-w-0 flex-col gap-0.5 text-ink-2 text-xs">
      {t(name)}
      <TextInput
        id={idOf(name)}
        inputMode="decimal"
        autoComplete="off"
        invalid={isWrong(name)}
        value={price[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
        className="figures w-full text-right"
      />
    </label>
  )
  return (
    <fieldset aria-label={t("number", { number })} className="min-w-0 rounded border bg-surface p-2">
      <div className="grid grid-cols-2 items-end gap-2 sm:grid-cols-[9rem_1fr_1fr_1fr_2rem]">
        <label htmlFor={idOf("day")} className="flex flex-col gap-0.5 text-ink-2 text-xs">
          {t("day")}
          <TextInput
            id={idOf("day")}
            type="date"
            invalid={isWrong("day")}
            value={price.day}
            onChange={(event) => onChange({ day: event.target.value })}
            className="figures w-full"
          />
        </label>
        {figure("input")}
        {figure("cachedInput")}
        {figure("output")}
        <IconButton label={t("remove", { number })} onClick={props.onRemove}>
          <Trash2 aria-hidden size={16} />
        </IconButton>
      </div>
      <label className="mt-2 flex items-center gap-2 text-xs pointer-coarse:min-h-10">
        <input
          type="checkbox"
          checked={price.hasPeak}
          onChange={(event) => onChange({ hasPeak: event.target.checked })}
        />
        {t("hasPeak")}
      </label>
      {price.hasPeak ? (
        <div className="mt-1 grid grid-cols-2 gap-2 sm:grid-cols-[9rem_1fr_1fr_1fr_2rem]">
          <span className="text-ink-3 text-xs max-sm:hidden">{t("peakHours")}</span>
          {figure("peakInput")}
          {figure("peakCachedInput")}
          {figure("peakOutput")}
        </div>
      ) : null}
    </fieldset>
  )
}
