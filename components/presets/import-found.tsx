"use client"

import { useId, useState } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { Button } from "#components/ui/button"
import { Dialog } from "#components/ui/dialog"
import { ErrorCard } from "#components/ui/error-card"
import { TextInput } from "#components/ui/text-input"
import { faultOf } from "#lib/client/api/fault-of"
import { imageAddress } from "#lib/client/api/images"
import type { FoundImport } from "#lib/client/presets/import/import-result"
import { kindOf } from "#lib/client/workspace-kind"
import { ImportItems } from "./import-items"
import { ImportFlaws, ImportNotes } from "./import-notes"
import { MissingModels } from "./missing-models"
import { SetupOverview } from "./setup-overview"
import { useImport } from "./use-import"

interface ImportFoundProps {
  found: FoundImport
  onBack: () => void
  onClose: () => void
}

/** What was understood, to be looked at before it is saved or opened. */
export function ImportFound({ found, onBack, onClose }: ImportFoundProps) {
  const t = useTranslations("presets.import")
  const history = useTranslations("history")
  const errorText = useErrorText()
  const use = useImport(found, onClose)
  const { items, flaws } = found
  const [only] = items.length === 1 ? items : []
  const [name, setName] = useState(only ? use.named(only) : "")
  const id = useId()
  const { shown, progress } = use
  const missing = shown?.missing ?? []
  return (
    <Dialog
      open
      size="lg"
      onClose={onClose}
      title={t(`found.${found.kind}`, { count: items.length })}
      actions={
        <>
          <Button variant="ghost" className="mr-auto" disabled={use.isSaving} onClick={onBack}>
            {t("back")}
          </Button>
          {shown ? (
            <>
              <Button disabled={use.isSaving} onClick={use.openShown}>
                {history(kindOf(shown.setup.mode) === "image" ? "openInImages" : "openInPlayground")}
              </Button>
              <Button
                variant="primary"
                busy={use.isSaving}
                disabled={use.chosenCount === 0}
                onClick={() => void use.save(name)}
              >
                {t("save", { count: progress ? progress.total - progress.done : use.chosenCount })}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {use.error ? (
          <ErrorCard
            {...errorText(faultOf(use.error))}
            detail={progress ? t("progress", progress) : undefined}
          />
        ) : null}
        {use.isSaving && progress && progress.total > 1 ? (
          <p role="status" className="figures text-ink-2 text-sm">
            {t("progress", progress)}
          </p>
        ) : null}
        {flaws.length > 0 ? (
          <ErrorCard
            tone={items.length > 0 ? "warn" : "error"}
            title={t("flawed", { count: flaws.length })}
            detail={<ImportFlaws flaws={flaws} />}
          />
        ) : null}
        {only ? (
          <div className="flex flex-col gap-1">
            <label htmlFor={id} className="text-sm">
              {t("name")}
            </label>
            <TextInput
              id={id}
              maxLength={200}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          </div>
        ) : null}
        {items.length > 1 ? <ImportItems use={use} /> : null}
        {shown ? <ImportNotes notes={shown.item.notes} /> : null}
        {missing.length > 0 ? (
          <ErrorCard
            tone="warn"
            quiet
            title={t("missing")}
            hint={t("missingHint")}
            detail={
              <div className="mt-2 text-ink">
                <MissingModels
                  missing={missing}
                  connections={use.connections ?? []}
                  mode={shown?.setup.mode ?? "chat"}
                  chosen={use.replacements}
                  onChange={use.setReplacements}
                />
              </div>
            }
          />
        ) : null}
        {shown ? (
          <div className="border-t">
            <SetupOverview setup={shown.setup} connections={use.connections} imageUrl={imageAddress} />
          </div>
        ) : null}
      </div>
    </Dialog>
  )
}
