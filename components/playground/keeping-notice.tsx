"use client"

import { lazy, Suspense } from "react"
import { useStore } from "zustand"
import type { WorkspaceKeeper } from "#lib/client/workspace-keeper"
import { usePlayground } from "./playground-context"

// There is rarely anything to say.
const KeeperBar = lazy(() => import("./keeping-bars").then((module) => ({ default: module.KeeperBar })))
const AsideBar = lazy(() => import("./keeping-bars").then((module) => ({ default: module.AsideBar })))

/** Says, in a quiet bar, when the workspace is not kept as it stands here. */
export function KeepingNotice() {
  const { keeper, asideKey } = usePlayground()
  return (
    <Suspense>
      {keeper ? <KeeperNotice keeper={keeper} /> : null}
      {asideKey ? <AsideBar asideKey={asideKey} /> : null}
    </Suspense>
  )
}

function KeeperNotice({ keeper }: { keeper: WorkspaceKeeper }) {
  const isKept = useStore(keeper.state, ({ kind }) => kind === "kept")
  return isKept ? null : <KeeperBar keeper={keeper} />
}
