"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { DetailSection } from "#components/history/detail-section"
import { PlaygroundProvider, type PlaygroundStores } from "#components/playground/playground-context"
import { createRunningStores } from "#components/playground/running-stores"
import { Button } from "#components/ui/button"
import { withHandover } from "#lib/client/presets/open-handover"
import { emptyWorkspace } from "#lib/client/workspace"
import { kindOf } from "#lib/client/workspace-kind"
import type { Setup } from "#lib/domain/setup-schema"
import type { Share, SharedRun } from "#lib/domain/share"
import { DriftCell } from "./drift-cell"

interface DriftProps {
  share: Share
  then: SharedRun[]
  /** With the reader's own connections. */
  setup: Setup
}

/** The columns of a link run once more, each answer marked against the one of then. Touches nobody's workspace. */
export function Drift({ share, then, setup }: DriftProps) {
  const t = useTranslations("share.drift")
  const run = useTranslations("run")
  const stores = useDriftStores(share, setup)
  useEffect(() => {
    const detach = stores.controller.attach()
    stores.controller.run()
    return () => {
      detach()
      stores.outputs.dispose()
    }
  }, [stores])
  return (
    <PlaygroundProvider value={stores}>
      <DetailSection
        title={t("title")}
        actions={
          <Button size="sm" variant="ghost" onClick={() => void stores.controller.stop()}>
            {run("stop")}
          </Button>
        }
      >
        <p className="mb-3 max-w-measure text-pretty text-ink-2 text-sm">{t("hint")}</p>
        <div className="flex flex-col gap-px overflow-hidden rounded border bg-line">
          {then.map((run) => (
            <DriftCell key={`${run.columnId} ${run.rowId} ${run.sample}`} share={share} run={run} />
          ))}
        </div>
      </DetailSection>
    </PlaygroundProvider>
  )
}

/** A playground of its own that is never shown as one. */
function useDriftStores(share: Share, setup: Setup): PlaygroundStores {
  const queries = useQueryClient()
  return useState((): PlaygroundStores => {
    const kind = kindOf(setup.mode)
    const empty = emptyWorkspace(kind)
    const content = { ...share.content, setup }
    const first = { ...empty, ...withHandover(empty, { content }) }
    return {
      ...createRunningStores(kind, first, queries),
      keeper: undefined,
      asideKey: undefined,
      mayRun: true,
      returning: true,
    }
  })[0]
}
