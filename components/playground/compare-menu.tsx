"use client"

import { Ellipsis } from "lucide-react"
import { lazy, Suspense } from "react"
import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import { usePlayground } from "./playground-context"

const loadCommands = () => import("./compare-commands")
const CompareCommands = lazy(() => loadCommands().then((module) => ({ default: module.CompareCommands })))
const PageSheet = lazy(() => import("./page-sheet").then((module) => ({ default: module.PageSheet })))

/** What concerns all columns, now and then, and what it opens over the page. Its code comes as it opens. */
export function CompareMenu() {
  const t = useTranslations("columns.menu")
  const sheet = useStore(usePlayground().sheet)
  return (
    <>
      {sheet ? (
        <Suspense>
          <PageSheet sheet={sheet} />
        </Suspense>
      ) : null}
      <Menu
        label={t("label")}
        align="end"
        trigger={(props) => (
          <IconButton {...props} label={t("label")} onPointerEnter={loadCommands} onFocus={loadCommands}>
            <Ellipsis aria-hidden size={16} />
          </IconButton>
        )}
        content={(choose) => (
          <Suspense fallback={<div className="h-80" />}>
            <CompareCommands choose={choose} />
          </Suspense>
        )}
      />
    </>
  )
}
