"use client"

import Link from "next/link"
import { useTranslations } from "use-intl"
import { Button, buttonClass } from "#components/ui/button"
import { maxColumns } from "#lib/domain/setup"
import { useSelection } from "./use-selection"

/** At the foot of the list while runs are selected: how many, and the way to see them side by side. */
export function SelectionBar() {
  const t = useTranslations("history.selection")
  const { chosen, clear } = useSelection()
  const count = chosen.size
  const hint = count > maxColumns ? t("tooMany", { max: maxColumns }) : count === 1 ? t("oneMore") : undefined
  const ids = [...chosen.keys()].map(encodeURIComponent).join(",")
  return (
    <section aria-label={t("label")} className={count === 0 ? "sr-only" : "border-t bg-raised px-3 py-2"}>
      <div className="flex min-h-7 items-center gap-2">
        <p role="status" className="figures min-w-0 flex-1 text-ink-2 text-xs">
          {count === 0 ? null : <span className="font-medium text-ink">{t("count", { count })}</span>}
          {hint ? ` · ${hint}` : null}
        </p>
        {count === 0 ? null : (
          <>
            {hint ? (
              <Button size="sm" variant="primary" disabled>
                {t("compare")}
              </Button>
            ) : (
              <Link
                href={`/playground?runs=${ids}`}
                prefetch={false}
                className={buttonClass({ variant: "primary", size: "sm" })}
              >
                {t("compare")}
              </Link>
            )}
            <Button size="sm" variant="ghost" onClick={clear}>
              {t("clear")}
            </Button>
          </>
        )}
      </div>
    </section>
  )
}
