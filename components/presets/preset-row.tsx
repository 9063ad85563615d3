"use client"

import { Image as ImageIcon } from "lucide-react"
import { type MouseEvent, memo } from "react"
import { useTranslations } from "use-intl"
import { LineFrame, lineLink } from "#components/history/line-frame"
import { StarButton } from "#components/history/star-button"
import { Badge } from "#components/ui/badge"
import type { PresetSummary } from "#lib/domain/preset"
import { useSavedText } from "./use-saved-text"

/** Height of a row in px, hairline included. */
export const presetRowHeight = 84

/** One preset in the list: its name, what it compares, where it lies, and when it was saved. */
export const PresetRow = memo(function PresetRow(props: {
  preset: PresetSummary
  href: string
  isOpen: boolean
  onOpen: (id: string) => void
  onStar: (id: string, starred: boolean) => void
}) {
  const { preset, isOpen } = props
  const t = useTranslations("presets")
  const history = useTranslations("history")
  const saved = useSavedText()
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    props.onOpen(preset.id)
  }
  return (
    <LineFrame isOpen={isOpen} isSelected={false}>
      <div className="flex h-6 items-center gap-2">
        <a
          href={props.href}
          aria-current={isOpen || undefined}
          onClick={onClick}
          className={`${lineLink} min-w-0 flex-1`}
        >
          {preset.name}
        </a>
        {preset.kind === "image" ? (
          <ImageIcon aria-label={t("image")} role="img" size={14} className="shrink-0 text-ink-3" />
        ) : null}
        <StarButton
          starred={preset.starred}
          label={history(preset.starred ? "unstar" : "star")}
          isTabStop
          onStar={(starred) => props.onStar(preset.id, starred)}
        />
      </div>
      <p className="truncate text-ink-2 text-xs">
        {t("columns", { count: preset.columns })} · {preset.models.join(", ")}
      </p>
      <div className="flex h-5 min-w-0 items-center gap-1.5 overflow-hidden text-ink-3 text-xs">
        <span className="figures shrink-0">{saved(preset.updatedAt)}</span>
        {preset.folder === "" ? null : <span className="max-w-40 shrink-0 truncate">· {preset.folder}</span>}
        {preset.tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
      </div>
    </LineFrame>
  )
})
