"use client"

import { FileUp } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import { useTranslations } from "use-intl"
import { usePerson } from "#components/shell/person"
import { useLoaded } from "#components/shell/use-loaded"
import { Button } from "#components/ui/button"
import { mayActAs } from "#lib/domain/person"

const load = () => import("./import-presets")
const ImportPresets = lazy(() => load().then((module) => ({ default: module.ImportPresets })))

/** Opens the import, whose code comes with it. */
export function ImportButton() {
  const t = useTranslations("presets.import")
  const { role } = usePerson()
  const [isOpen, setOpen] = useState(false)
  const dialog = useLoaded(load, () => setOpen(true))
  if (!mayActAs(role, "member")) return null
  return (
    <>
      <Button size="sm" onPointerEnter={dialog.ahead} onFocus={dialog.ahead} onClick={dialog.start}>
        <FileUp aria-hidden size={14} />
        {t("button")}
      </Button>
      {isOpen ? (
        <Suspense>
          <ImportPresets onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
