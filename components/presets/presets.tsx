"use client"

import { useTranslations } from "use-intl"
import { ListAndDetail } from "#components/shell/list-and-detail"
import { Button } from "#components/ui/button"
import { PresetList } from "./preset-list"
import { PresetPane } from "./preset-pane"
import { PresetSearch } from "./preset-search"
import { homeId, usePresetsPlace } from "./use-presets-place"

/** What one has saved: the list, and beside it the open preset. */
export function Presets() {
  const t = useTranslations("presets")
  const { openId, open } = usePresetsPlace()
  return (
    <ListAndDetail
      title={t("title")}
      listName={t("list")}
      isOpen={openId !== undefined}
      list={
        <>
          <PresetSearch />
          <PresetList />
          <div className="border-t p-2 md:hidden">
            <Button variant="ghost" className="w-full" onClick={() => open(homeId)}>
              {t("home.open")}
            </Button>
          </div>
        </>
      }
      detail={<PresetPane />}
    />
  )
}
