"use client"

import { useTranslations } from "use-intl"
import { classNames } from "#components/ui/class-names"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { PresetList } from "./preset-list"
import { PresetPane } from "./preset-pane"
import { PresetSearch } from "./preset-search"
import { usePresetsPlace } from "./use-presets-place"

/** What one has saved: the list, and beside it the open preset; on phones one at a time. */
export function Presets() {
  const t = useTranslations("presets")
  const { openId } = usePresetsPlace()
  return (
    <div className="flex min-h-0 flex-1">
      <h1>
        <VisuallyHidden>{t("title")}</VisuallyHidden>
      </h1>
      <section
        aria-label={t("list")}
        className={classNames(
          "flex min-h-0 w-full flex-col bg-surface md:w-90 md:shrink-0 md:border-r lg:w-100",
          openId && "max-md:hidden",
        )}
      >
        <PresetSearch />
        <PresetList />
      </section>
      <div className={classNames("min-h-0 min-w-0 flex-1 overflow-auto", !openId && "max-md:hidden")}>
        <PresetPane />
      </div>
    </div>
  )
}
