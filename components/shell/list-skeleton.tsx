"use client"

import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { Skeleton } from "#components/ui/skeleton"

const bars = ["w-32", "w-11/12", "w-3/4", "w-40"]

/** Rows of the right size while the first page of a list is on its way. `rowHeight` in px, `lines` in each. */
export function ListSkeleton(props: { rowHeight: number; lines: number; className?: string }) {
  const t = useTranslations("common")
  return (
    <div
      role="status"
      aria-label={t("loading")}
      className={classNames("min-h-0 flex-1 overflow-hidden", props.className)}
    >
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
        <div key={key} className="flex flex-col gap-2 border-b px-3 py-3" style={{ height: props.rowHeight }}>
          {bars.slice(0, props.lines).map((width) => (
            <Skeleton key={width} className={`h-3.5 ${width}`} />
          ))}
        </div>
      ))}
    </div>
  )
}
