"use client"

import { RotateCw } from "lucide-react"
import { useTranslations } from "use-intl"
import { Button } from "#components/ui/button"
import { withHandover } from "#lib/client/presets/open-handover"
import { countRuns } from "#lib/client/run-plan"
import { emptyWorkspace } from "#lib/client/workspace"
import { kindOf } from "#lib/client/workspace-kind"
import type { Person } from "#lib/domain/person"
import type { Setup } from "#lib/domain/setup-schema"
import type { Share } from "#lib/domain/share"
import { useReceiverSetup } from "./use-receiver-setup"

interface RunAgainProps {
  share: Share
  shareId: string | undefined
  reader: Person
  /** The setup with the reader's own connections is to be run. */
  onRun: (setup: Setup) => void
}

/** Runs what a link holds once more, on the reader's own connections, to see what has changed since. */
export function RunAgain({ share, shareId, reader, onRun }: RunAgainProps) {
  const t = useTranslations("share.drift")
  const { setup } = share.content
  const { prepare, isBusy, isReady, dialog } = useReceiverSetup({ setup, shareId, reader }, onRun)
  const workspace = { ...emptyWorkspace(kindOf(setup.mode)), ...withHandover(emptyWorkspace(), share) }
  return (
    <>
      <Button
        busy={isBusy}
        disabled={!isReady}
        title={t("requests", { count: countRuns(workspace, workspace.columns) })}
        onClick={prepare}
      >
        <RotateCw aria-hidden size={14} />
        {t("button")}
      </Button>
      {dialog}
    </>
  )
}
