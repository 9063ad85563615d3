"use client"

import type { QueryClient } from "@tanstack/react-query"
import { createStore } from "zustand/vanilla"
import { cancelBatch, joinBatch } from "#lib/client/api/batches"
import { connectionsQuery } from "#lib/client/api/connections"
import { createBatchController } from "#lib/client/batch-controller"
import { frameScheduler } from "#lib/client/frame-scheduler"
import { followBatch } from "#lib/client/lazy-stream"
import { newId } from "#lib/client/new-id"
import { createOutputStore } from "#lib/client/output-store"
import type { Workspace } from "#lib/client/workspace"
import type { WorkspaceKind } from "#lib/client/workspace-kind"
import { createWorkspaceStore } from "#lib/client/workspace-store"
import type { PlaygroundStores, Sheet } from "./playground-context"

/** A workspace that can be run: itself, what comes of it, and what carries it out. Asks for nothing by itself. */
export function createRunningStores(
  kind: WorkspaceKind,
  first: Workspace,
  queries: QueryClient,
): Pick<PlaygroundStores, "kind" | "sheet" | "workspace" | "outputs" | "controller"> {
  const workspace = createWorkspaceStore(first)
  const outputs = createOutputStore(frameScheduler())
  const controller = createBatchController({
    workspace,
    outputs,
    newId,
    connections: () => queries.getQueryData(connectionsQuery().queryKey) ?? [],
    calls: {
      follow: followBatch,
      join: joinBatch,
      cancel: cancelBatch,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      loadBatch: (batchId) =>
        import("#lib/client/stored-batch").then(({ fetchBatchRuns }) => fetchBatchRuns(queries, batchId)),
    },
  })
  return { kind, workspace, outputs, controller, sheet: createStore<Sheet | undefined>(() => undefined) }
}
