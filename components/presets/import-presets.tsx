"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { Dialog } from "#components/ui/dialog"
import type { FoundImport } from "#lib/client/presets/import/import-result"
import { ImportFound } from "./import-found"
import { ImportSource } from "./import-source"

/** Takes in what comes from elsewhere: first the text or the file, then what was found in it. Nothing happens unasked. */
export function ImportPresets({ onClose }: { onClose: () => void }) {
  const t = useTranslations("presets.import")
  const [text, setText] = useState("")
  const [found, setFound] = useState<FoundImport>()
  if (found) return <ImportFound found={found} onBack={() => setFound(undefined)} onClose={onClose} />
  return (
    <Dialog open size="lg" onClose={onClose} title={t("title")}>
      <ImportSource text={text} onText={setText} onFound={setFound} />
    </Dialog>
  )
}
