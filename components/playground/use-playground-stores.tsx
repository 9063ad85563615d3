"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { keepPreference } from "#components/shell/preference-cookie"
import { connectionsQuery, type KnownConnections } from "#lib/client/api/connections"
import { emptyWorkspace, type Workspace } from "#lib/client/workspace"
import { keepWorkspace, type WorkspaceKeeper } from "#lib/client/workspace-keeper"
import { storedText, workspaceCookie, workspaceKey } from "#lib/client/workspace-key"
import type { WorkspaceKind } from "#lib/client/workspace-kind"
import type { WorkspaceStore } from "#lib/client/workspace-store"
import { mayActAs, type Person } from "#lib/domain/person"
import type { PlaygroundStores } from "./playground-context"
import { createRunningStores } from "./running-stores"

/** Makes the stores of one mount, loads the person's workspace into them and keeps it from then on. */
export function usePlaygroundStores(
  person: Person,
  known: KnownConnections,
  kind: WorkspaceKind,
): Omit<PlaygroundStores, "returning"> {
  const queries = useQueryClient()
  const [stores] = useState(() => {
    // What the page brought is as good as an answer; where it is stale, the query asks at once and shows it meanwhile.
    const { queryKey } = connectionsQuery()
    if (queries.getQueryData(queryKey) === undefined)
      queries.setQueryData(queryKey, known.connections, { updatedAt: known.stale ? 1 : Date.now() })
    return createRunningStores(kind, emptyWorkspace(kind), queries)
  })
  const [kept, setKept] = useState<{ keeper: WorkspaceKeeper; asideKey: string | undefined }>()
  const [fault, setFault] = useState<{ cause: unknown }>()

  useEffect(() => {
    const { outputs, controller } = stores
    const leave = new AbortController()
    const storage = window.localStorage
    const key = workspaceKey(person.id, stores.kind)
    const open = ({ keeper, asideKey }: Awaited<ReturnType<typeof openKept>>) => {
      if (leave.signal.aborted) return keeper.stop()
      setKept({ keeper, asideKey })
      const detach = controller.attach()
      const onStorage = (event: StorageEvent) => {
        if (event.storageArea === storage && event.key === key) keeper.changedElsewhere(event.newValue)
      }
      window.addEventListener("storage", onStorage, { signal: leave.signal })
      window.addEventListener("pagehide", keeper.flush, { signal: leave.signal })
      leave.signal.addEventListener("abort", () => {
        detach()
        keeper.stop()
      })
    }
    openKept(stores.workspace, storage, key, workspaceCookie[stores.kind]).then(open, (cause: unknown) => {
      if (!leave.signal.aborted) setFault({ cause })
    })
    return () => {
      leave.abort()
      outputs.dispose()
    }
  }, [stores, person.id])

  // Without the code that reads it, the stored workspace stays as it is: the page says so and offers to try again.
  if (fault) throw fault.cause
  return {
    ...stores,
    keeper: kept?.keeper,
    asideKey: kept?.asideKey,
    mayRun: mayActAs(person.role, "member"),
  }
}

type Parse = (raw: string) => Workspace | undefined

/** Puts the stored workspace, if there is one, into the store, and keeps the store from then on. */
async function openKept(workspace: WorkspaceStore, storage: Storage, key: string, cookie: string) {
  let parse: Parse | undefined
  const load = async () => {
    const code = await import("#lib/client/workspace-storage")
    parse = code.parseWorkspace
    return code
  }
  const raw = storedText(storage, key)
  const stored = raw === null ? undefined : (await load()).readStoredWorkspace(storage, key, raw, Date.now())
  if (stored?.workspace) workspace.setState(stored.workspace, true)
  const unsubscribe = workspace.subscribe(() => {
    keepPreference(cookie, "kept")
    unsubscribe()
  })
  const keeper = keepWorkspace({
    store: workspace,
    storage,
    key,
    lastSeen: raw,
    parser: { loaded: () => parse, load },
  })
  return { keeper, asideKey: stored?.asideKey }
}
