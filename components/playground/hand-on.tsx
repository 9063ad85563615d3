"use client"

import { CodeXml } from "lucide-react"
import { useTranslations } from "use-intl"
import { ShareButton } from "#components/share/share-button"
import { useLoaded } from "#components/shell/use-loaded"
import { IconButton } from "#components/ui/icon-button"
import { useOpenSheet, usePlayground, useWorkspace } from "./playground-context"

const loadCode = () => Promise.all([import("./page-sheet"), import("#components/code/code-dialog")])

/** What was found is handed on: by a link, or as code. Where nothing stands there is nothing to hand on. */
export function HandOn() {
  const t = useTranslations("columns.menu")
  const openSheet = useOpenSheet()
  const { mayRun } = usePlayground()
  const code = useLoaded(loadCode, () => openSheet({ kind: "code" }))
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  if (isBlind) return null
  return (
    <>
      <ShareButton />
      {mayRun ? (
        <IconButton label={t("code")} onPointerEnter={code.ahead} onFocus={code.ahead} onClick={code.start}>
          <CodeXml aria-hidden size={16} />
        </IconButton>
      ) : null}
    </>
  )
}
