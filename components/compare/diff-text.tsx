"use client"

import { memo } from "react"
import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { Skeleton } from "#components/ui/skeleton"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import type { Diff, Segment } from "#lib/client/compare/diff-texts"
import { visibleText } from "#lib/client/compare/token-pieces"

const marks = {
  added: "rounded-xs bg-ok-soft text-ink underline decoration-2 decoration-ok underline-offset-3",
  removed: "rounded-xs bg-error-soft text-ink-2 line-through decoration-error",
}

/** The element that stands before the first difference, to be jumped to. */
export const firstDifferenceId = (id: string) => `${id}-first-difference`

export interface DiffTextProps extends Partial<Diff> {
  /** Of this view, unique on the page. */
  id: string
  /** So many words are the same before the first difference. */
  sameWords?: number
  /** It could not be computed. */
  failed?: boolean
}

/**
 * How an answer differs from the baseline's: added text underlined, removed text struck through. Without segments it
 * is still being computed: `<DiffText id="b" {...diff} />`.
 */
export const DiffText = memo(function DiffText({
  id,
  segments,
  by,
  coarse,
  sameWords,
  failed,
}: DiffTextProps) {
  const t = useTranslations("compare.diff")
  if (failed) return <p className="text-error text-sm">{t("failed")}</p>
  if (!segments || !by) return <Computing />
  if (segments.length === 0) return <p className="text-ink-2 text-sm">{t("empty")}</p>
  const first = segments.findIndex(({ kind }) => kind !== "same")
  return (
    // Positioned, so that what only screen readers see scrolls with it and widens no page.
    <div className="relative max-w-measure">
      <p className="mb-3 flex flex-wrap gap-x-3 gap-y-1 text-ink-2 text-xs">
        {first === -1 ? (
          <span>{t("identical")}</span>
        ) : (
          <>
            <ins className={marks.added}>{t("added")}</ins>
            <del className={marks.removed}>{t("removed")}</del>
            <span>{t(`by.${by}`)}</span>
            {sameWords ? <span className="figures">{t("sameWords", { count: sameWords })}</span> : null}
            {coarse ? <span>{t("coarse")}</span> : null}
          </>
        )}
      </p>
      <div
        className={classNames(
          "whitespace-pre-wrap break-words",
          by === "json" ? "font-mono text-sm" : "text-read",
        )}
      >
        {segments.map((segment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: segments have no other name, and change all at once.
          <Part key={index} segment={segment} id={index === first ? firstDifferenceId(id) : undefined} />
        ))}
      </div>
    </div>
  )
})

function Part({ segment: { kind, text }, id }: { segment: Segment; id: string | undefined }) {
  const t = useTranslations("compare.diff")
  if (kind === "same") return text
  const Mark = kind === "added" ? "ins" : "del"
  return (
    <>
      {id ? (
        <span
          id={id}
          tabIndex={-1}
          className="mr-1 scroll-mt-16 select-none whitespace-nowrap rounded-xs bg-accent-soft px-1 py-px font-medium font-sans text-2xs text-accent-ink"
        >
          {t("firstHere")}
        </span>
      ) : null}
      <Mark className={marks[kind]}>
        <VisuallyHidden>{t(kind === "added" ? "addedStart" : "removedStart")}</VisuallyHidden>
        {text.trim() === "" ? visibleText(text) : text}
      </Mark>
    </>
  )
}

function Computing() {
  const t = useTranslations("compare.diff")
  return (
    <div role="status" className="max-w-measure">
      <VisuallyHidden>{t("computing")}</VisuallyHidden>
      <Skeleton className="mb-3 h-4 w-56" />
      {["w-full", "w-11/12", "w-full", "w-2/3"].map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: four lines that never move.
        <Skeleton key={line} className={`mb-2 h-4 ${width}`} />
      ))}
    </div>
  )
}
