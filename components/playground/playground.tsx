"use client"

import { type ComponentType, lazy, type ReactNode, Suspense, useMemo } from "react"
import type { KnownConnections } from "#lib/client/api/connections"
import type { HistoryPlace } from "#lib/client/history-place"
import type { WorkspaceKind } from "#lib/client/workspace-kind"
import type { Person } from "#lib/domain/person"
import { Columns } from "./columns"
import { KeepingNotice } from "./keeping-notice"
import { PaneResizer } from "./pane-resizer"
import { PlaygroundProvider, usePlayground, useWorkspace } from "./playground-context"
import { PromptPane } from "./prompt-pane"
import { RunBar } from "./run-bar"
import { usePlaygroundShortcuts } from "./use-playground-shortcuts"
import { usePlaygroundStores } from "./use-playground-stores"

const OpenHistory = lazy(() => import("./open-history").then((module) => ({ default: module.OpenHistory })))

interface PlaygroundProps {
  /** Words or pictures: the same page for both. */
  kind: WorkspaceKind
  /** What lies around the page of one kind only. */
  Frame?: ComponentType<{ children: ReactNode }>
  person: Person
  /** What of history is to be put back. */
  open?: HistoryPlace
  /** The connections as the server knew them when it made the page. */
  known: KnownConnections
  /** This browser has kept a workspace before: what is for newcomers waits until it is looked at. */
  returning: boolean
}

/** The page where a prompt is written, tuned and run. */
export function Playground({ kind, Frame, person, open, known, returning }: PlaygroundProps) {
  const { workspace, outputs, controller, sheet, keeper, asideKey, mayRun } = usePlaygroundStores(
    person,
    known,
    kind,
  )
  const stores = useMemo(
    () => ({ kind, workspace, outputs, controller, sheet, keeper, asideKey, mayRun, returning }),
    [kind, workspace, outputs, controller, sheet, keeper, asideKey, mayRun, returning],
  )
  return (
    <PlaygroundProvider value={stores}>
      {Frame ? (
        <Frame>
          <Panes open={open} />
        </Frame>
      ) : (
        <Panes open={open} />
      )}
    </PlaygroundProvider>
  )
}

function Panes({ open }: { open: HistoryPlace | undefined }) {
  const { keeper } = usePlayground()
  const isPromptOpen = useWorkspace(({ view }) => view.promptOpen)
  usePlaygroundShortcuts()
  return (
    // What would be typed before the workspace is loaded could not be kept: until then nothing takes the focus.
    <div inert={keeper === undefined} className="flex min-h-full flex-col lg:h-full lg:min-h-0">
      <KeepingNotice />
      {open ? (
        <Suspense>
          <OpenHistory place={open} />
        </Suspense>
      ) : null}
      <div className="flex grow flex-col lg:relative lg:grid lg:min-h-0 lg:grid-cols-[min(var(--prompt-width,440px),36vw)_minmax(0,1fr)] lg:grid-rows-[minmax(0,1fr)_auto]">
        <PromptPane />
        <RunBar />
        <Columns />
        {isPromptOpen ? <PaneResizer /> : null}
      </div>
    </div>
  )
}
