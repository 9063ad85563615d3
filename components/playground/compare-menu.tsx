"use client"

import { Ellipsis } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { useTranslations } from "use-intl"
import { IconButton } from "#components/ui/icon-button"
import { Menu } from "#components/ui/menu"
import type { ExportKind } from "./export-job"

const loadCommands = () => import("./compare-commands")
const CompareCommands = lazy(() => loadCommands().then((module) => ({ default: module.CompareCommands })))
const ExportJob = lazy(() => import("./export-job").then((module) => ({ default: module.ExportJob })))

/** What concerns all columns, now and then. Its code comes as it opens. */
export function CompareMenu() {
  const t = useTranslations("columns.menu")
  const [job, setJob] = useState<ExportKind>()
  return (
    <>
      {job ? (
        <Suspense>
          <ExportJob key={job} format={job} onDone={() => setJob(undefined)} />
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
            <CompareCommands choose={choose} onExport={setJob} />
          </Suspense>
        )}
      />
    </>
  )
}
