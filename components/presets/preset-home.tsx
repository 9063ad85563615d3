"use client"

import { ArrowLeft } from "lucide-react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { SetAsideList } from "./set-aside-list"
import { Starters } from "./starters"
import { homeId, usePresetsPlace } from "./use-presets-place"

/** What is shown while no preset is open: what one may begin with, and what was set aside. */
export function PresetHome() {
  const t = useTranslations("presets")
  const history = useTranslations("history")
  const { openId, open } = usePresetsPlace()
  return (
    <div className="flex flex-col divide-y px-4 pb-8 lg:px-6">
      <header className="flex items-center gap-2 py-4">
        {openId === homeId ? (
          <span className="md:hidden">
            <IconButton label={history("backToList")} onClick={() => open(undefined)}>
              <ArrowLeft aria-hidden size={16} />
            </IconButton>
          </span>
        ) : null}
        <div className="text-pretty text-sm">
          <p className="font-medium">{t("choose.title")}</p>
          <p className="text-ink-2">{t("choose.hint")}</p>
        </div>
      </header>
      <Starters />
      <SetAsideList />
    </div>
  )
}
