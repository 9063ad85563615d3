"use client"

import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import type { useImport } from "./use-import"

/** What was found, one under the other: which are taken, and which is shown. */
export function ImportItems({ use }: { use: ReturnType<typeof useImport> }) {
  const t = useTranslations("presets.import")
  return (
    <ul aria-label={t("items")} className="max-h-44 divide-y overflow-auto rounded border">
      {use.mapped.map(({ item }, index) => {
        const name = use.named(item)
        const isShown = index === use.shownAt
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list stays as it was read, and names may be the same.
          <li key={index} className={classNames("flex items-center", isShown && "bg-accent-soft")}>
            <label className="flex items-center p-2.5">
              <input
                type="checkbox"
                aria-label={t("take", { name })}
                checked={use.isChosen(index)}
                onChange={() => use.toggle(index)}
                className="size-3.5 accent-accent-strong"
              />
            </label>
            <button
              type="button"
              aria-current={isShown || undefined}
              onClick={() => use.setShownAt(index)}
              className="min-w-0 flex-1 truncate py-1.5 pr-3 text-left text-sm hover:underline"
            >
              {name}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
