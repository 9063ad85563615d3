"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { cancelBatch, joinBatch } from "#lib/client/api/batches"
import { connectionsQuery } from "#lib/client/api/connections"
import { cancelRun } from "#lib/client/api/run-cancel"
import { createBatchController } from "#lib/client/batch-controller"
import { frameScheduler } from "#lib/client/frame-scheduler"
import { followBatch } from "#lib/client/lazy-stream"
import { newId } from "#lib/client/new-id"
import { createOutputStore } from "#lib/client/output-store"
import { emptyWorkspace } from "#lib/client/workspace"
import { keepWorkspace, type WorkspaceKeeper } from "#lib/client/workspace-keeper"
import { loadWorkspace, workspaceKey } from "#lib/client/workspace-storage"
import { createWorkspaceStore } from "#lib/client/workspace-store"
import { mayActAs, type Person } from "#lib/domain/person"
import type { PlaygroundStores } from "./playground-context"

/** Makes the stores of one mount, loads the person's workspace into them and keeps it from then on. */
export function usePlaygroundStores(person: Person): PlaygroundStores {
  const queries = useQueryClient()
  const [stores] = useState(() => {
    const workspace = createWorkspaceStore(emptyWorkspace())
    const outputs = createOutputStore(frameScheduler())
    const controller = createBatchController({
      workspace,
      outputs,
      newId,
      connections: () => queries.getQueryData(connectionsQuery().queryKey) ?? [],
      calls: {
        follow: followBatch,
        join: joinBatch,
        cancelBatch,
        cancelRun,
        loadRun: (runId) => import("#lib/client/stored-run").then(({ fetchRun }) => fetchRun(queries, runId)),
      },
    })
    return { workspace, outputs, controller }
  })
  const [kept, setKept] = useState<{ keeper: WorkspaceKeeper; asideKey: string | undefined }>()

  useEffect(() => {
    const { workspace, outputs, controller } = stores
    const key = workspaceKey(person.id)
    const storage = window.localStorage
    const stored = loadWorkspace(storage, person.id, Date.now())
    if (stored.workspace) workspace.setState(stored.workspace, true)
    const keeper = keepWorkspace({ store: workspace, storage, key, lastSeen: stored.raw })
    setKept({ keeper, asideKey: stored.asideKey })
    const detach = controller.attach()
    const onStorage = (event: StorageEvent) => {
      if (event.storageArea === storage && event.key === key) keeper.changedElsewhere(event.newValue)
    }
    window.addEventListener("storage", onStorage)
    window.addEventListener("pagehide", keeper.flush)
    return () => {
      window.removeEventListener("storage", onStorage)
      window.removeEventListener("pagehide", keeper.flush)
      detach()
      outputs.dispose()
      keeper.stop()
    }
  }, [stores, person.id])

  return {
    ...stores,
    keeper: kept?.keeper,
    asideKey: kept?.asideKey,
    mayRun: mayActAs(person.role, "member"),
  }
}
