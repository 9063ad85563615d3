"use client"

import { Check, TriangleAlert } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import type { LeavingFind } from "#lib/client/share/leaving"
import { columnLetter } from "#lib/client/workspace"

/** Most finds that are listed one by one. */
const shownAtMost = 50
const quoted = 80

interface FindsListProps {
  finds: LeavingFind[]
  removed: ReadonlySet<string>
  onToggle: (id: string) => void
}

/** What looks like a secret or personal data, each with where it stands and a way to take it out of what leaves. */
export function FindsList({ finds, removed, onToggle }: FindsListProps) {
  const t = useTranslations("share.finds")
  if (finds.length === 0)
    return (
      <p className="flex items-center gap-2 text-ink-2 text-xs">
        <Check aria-hidden size={14} className="shrink-0 text-ok" />
        {t("none")}
      </p>
    )
  const left = finds.filter(({ id }) => !removed.has(id))
  return (
    <section aria-label={t("title", { count: finds.length })} className="rounded bg-warn-soft p-3">
      <div className="flex flex-wrap items-center gap-2">
        <TriangleAlert aria-hidden size={16} className="shrink-0 text-warn" />
        <h3 className="min-w-0 grow font-medium">{t("title", { count: finds.length })}</h3>
        {left.length > 1 ? (
          <Button size="sm" onClick={() => left.map(({ id }) => onToggle(id))}>
            {t("removeAll")}
          </Button>
        ) : null}
      </div>
      <p className="mt-1 text-pretty text-ink-2 text-xs">{t("hint")}</p>
      <ul className="mt-2 flex max-h-64 flex-col divide-y divide-line overflow-auto">
        {finds.slice(0, shownAtMost).map((find) => (
          <FindLine key={find.id} find={find} isRemoved={removed.has(find.id)} onToggle={onToggle} />
        ))}
      </ul>
      {finds.length > shownAtMost ? (
        <p className="mt-1 text-xs">{t("more", { count: finds.length - shownAtMost })}</p>
      ) : null}
    </section>
  )
}

function FindLine(props: { find: LeavingFind; isRemoved: boolean; onToggle: (id: string) => void }) {
  const t = useTranslations("share.finds")
  const place = usePlace()
  const { find, isRemoved, onToggle } = props
  const text = find.text.replaceAll("\n", " ")
  const isResult = find.place.part === "result"
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <div className="min-w-0 grow basis-48">
        <p className={`break-all font-mono text-xs ${isRemoved ? "text-ink-3 line-through" : ""}`}>
          {text.length > quoted ? `${text.slice(0, quoted)}…` : text}
        </p>
        <p className="text-ink-2 text-xs">
          {t(`kinds.${find.kind}`)} · {place(find.place)}
        </p>
      </div>
      <Button size="sm" aria-pressed={isRemoved} onClick={() => onToggle(find.id)}>
        {isRemoved ? t("putBack") : isResult ? t("leaveOut") : t("remove")}
      </Button>
    </li>
  )
}

function usePlace(): (place: LeavingFind["place"]) => string {
  const t = useTranslations("share.finds.places")
  return (place) => {
    switch (place.part) {
      case "message":
      case "check":
        return t(place.part, { number: place.number })
      case "variable":
        return t("variable", { name: place.name, number: place.number })
      case "result":
        return t("result", { name: columnLetter(place.column - 1), number: place.number })
      case "columnName":
      case "columnPrompt":
      case "columnSystem":
      case "columnPrefix":
      case "columnNegative":
      case "columnExtra":
      case "columnSetting":
        return t(place.part, { name: columnLetter(place.column - 1) })
      default:
        return t(place.part)
    }
  }
}
