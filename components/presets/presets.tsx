"use client"

import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { classNames } from "#components/ui/class-names"
import { VisuallyHidden } from "#components/ui/visually-hidden"
import { PresetList } from "./preset-list"
import { PresetPane } from "./preset-pane"
import { PresetSearch } from "./preset-search"
import { homeId, usePresetsPlace } from "./use-presets-place"

/** What one has saved: the list, and beside it the open preset; on phones one at a time. */
export function Presets() {
  const t = useTranslations("presets")
  const { openId, open } = usePresetsPlace()
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
        <div className="border-t p-2 md:hidden">
          <Button variant="ghost" className="w-full" onClick={() => open(homeId)}>
            {t("home.open")}
          </Button>
        </div>
      </section>
      <div className={classNames("min-h-0 min-w-0 flex-1 overflow-auto", !openId && "max-md:hidden")}>
        <PresetPane />
      </div>
    </div>
  )
}
