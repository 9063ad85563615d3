"use client"

import { useQuery } from "@tanstack/react-query"
import { useFormatter, useTranslations } from "use-intl"
import { RemovableChip } from "#components/ui/chip"
import { facetsQuery } from "#lib/client/api/runs"
import { emptyAddress, type HistoryAddress, setFilters } from "#lib/client/history-address"
import { useHistoryPlace } from "./use-history-place"

/** What is set, each with a cross of its own. The text has its cross in the search box, so it is left out unless asked for. */
export function SetFilters({ withText = false }: { withText?: boolean }) {
  const t = useTranslations("history")
  const common = useTranslations("common")
  const { address, change } = useHistoryPlace()
  const valueText = useFilterValue()
  const names = setFilters(address).filter((name) => withText || name !== "q")
  if (names.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {names.map((name) => (
        <RemovableChip
          key={name}
          removeLabel={t("clearFilter", { name: t(`filters.${name}`) })}
          onRemove={() => change({ [name]: emptyAddress[name] })}
        >
          {t(`chips.${name}`, { value: valueText(address, name) })}
        </RemovableChip>
      ))}
      {names.length > 1 ? (
        <button
          type="button"
          onClick={() => change(withText ? emptyAddress : { ...emptyAddress, q: address.q })}
          className="rounded-sm px-1 text-ink-2 text-xs underline underline-offset-2 hover:text-ink pointer-coarse:min-h-10"
        >
          {common("clearAll")}
        </button>
      ) : null}
    </div>
  )
}

function useFilterValue() {
  const t = useTranslations("history")
  const format = useFormatter()
  const facets = useQuery(facetsQuery())
  return (address: HistoryAddress, name: keyof HistoryAddress): string => {
    switch (name) {
      case "status":
        return address.status ? t(`statuses.${address.status}`) : ""
      case "kind":
        return address.kind ? t(`kinds.${address.kind}`) : ""
      case "connection": {
        const known = facets.data?.connections.find(({ id }) => id === address.connection)
        return known?.name ?? address.connection ?? ""
      }
      case "from":
      case "to": {
        const day = address[name]
        return day ? format.dateTime(new Date(`${day}T00:00`), { dateStyle: "medium" }) : ""
      }
      default:
        return String(address[name] ?? "")
    }
  }
}
