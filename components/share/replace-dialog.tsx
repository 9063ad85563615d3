"use client"

import { useState } from "react"
import { useTranslations } from "use-intl"
import { MissingModels } from "#components/presets/missing-models"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import type { Connection, Mode } from "#lib/domain/connection"
import type { MissingModel, Replacements } from "#lib/domain/portable-setup"

interface ReplaceDialogProps {
  missing: MissingModel[]
  connections: Connection[]
  mode: Mode
  onCancel: () => void
  onChosen: (replacements: Replacements) => void
}

/** Asks which of the reader's own models stands in for each one that none of their connections offers; one may go on without. */
export function ReplaceDialog({ missing, connections, mode, onCancel, onChosen }: ReplaceDialogProps) {
  const t = useTranslations("share.open")
  const common = useTranslations("common")
  const [chosen, setChosen] = useState<Replacements>({})
  return (
    <Dialog
      open
      onClose={onCancel}
      title={t("replaceTitle")}
      actions={
        <>
          <Button onClick={onCancel}>{common("cancel")}</Button>
          <Button variant="primary" onClick={() => onChosen(chosen)}>
            {t("go")}
          </Button>
        </>
      }
    >
      <MissingModels
        missing={missing}
        connections={connections}
        mode={mode}
        chosen={chosen}
        onChange={setChosen}
      />
    </Dialog>
  )
}
