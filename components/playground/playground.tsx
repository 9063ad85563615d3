"use client"

import { useMemo } from "react"
import { useTranslations } from "use-intl"
import type { KnownConnections } from "#lib/client/api/connections"
import type { Person } from "#lib/domain/person"
import { Column } from "./column"
import { KeepingNotice } from "./keeping-notice"
import { PaneResizer } from "./pane-resizer"
import { PlaygroundProvider, usePlayground, useWorkspace } from "./playground-context"
import { PromptPane } from "./prompt-pane"
import { RunBar } from "./run-bar"
import { useOpenRun } from "./use-open-run"
import { usePlaygroundStores } from "./use-playground-stores"
import { useRunShortcuts } from "./use-run-shortcuts"

interface PlaygroundProps {
  person: Person
  /** A run of history to put back. */
  openRunId?: string
  /** The connections as the server knew them when it made the page. */
  known: KnownConnections
  /** This browser has kept a workspace before: what is for newcomers waits until it is looked at. */
  returning: boolean
}

/** The page where a prompt is written, tuned and run. */
export function Playground({ person, openRunId, known, returning }: PlaygroundProps) {
  const { workspace, outputs, controller, keeper, asideKey, mayRun } = usePlaygroundStores(person, known)
  const stores = useMemo(
    () => ({ workspace, outputs, controller, keeper, asideKey, mayRun, returning }),
    [workspace, outputs, controller, keeper, asideKey, mayRun, returning],
  )
  return (
    <PlaygroundProvider value={stores}>
      <Panes openRunId={openRunId} />
    </PlaygroundProvider>
  )
}

function Panes({ openRunId }: { openRunId: string | undefined }) {
  const t = useTranslations("playground")
  const columns = useWorkspace((workspace) => workspace.columns)
  const { keeper } = usePlayground()
  useOpenRun(openRunId)
  useRunShortcuts()
  return (
    // What would be typed before the workspace is loaded could not be kept: until then nothing takes the focus.
    <div inert={keeper === undefined} className="flex min-h-full flex-col lg:h-full lg:min-h-0">
      <KeepingNotice />
      <div className="flex grow flex-col lg:relative lg:grid lg:min-h-0 lg:grid-cols-[var(--prompt-width,440px)_minmax(0,1fr)] lg:grid-rows-[minmax(0,1fr)_auto]">
        <PromptPane />
        <RunBar />
        <section
          aria-label={t("columns")}
          className="order-2 flex min-w-0 grow flex-col lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:min-h-0 lg:flex-row"
        >
          {columns.map((column, index) => (
            <Column key={column.id} column={column} index={index} />
          ))}
        </section>
        <PaneResizer />
      </div>
    </div>
  )
}
