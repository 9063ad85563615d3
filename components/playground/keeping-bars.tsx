"use client"

import { type ReactNode, useState } from "react"
import { useTranslations } from "use-intl"
import { useStore } from "zustand"
import { Button } from "#components/ui/button"
import { useToast } from "#components/ui/toast"
import type { WorkspaceKeeper } from "#lib/client/workspace-keeper"
import { usePlayground } from "./playground-context"

/** The workspace is not kept as it stands here: no room, or another tab has changed it. */
export function KeeperBar({ keeper }: { keeper: WorkspaceKeeper }) {
  const t = useTranslations("playground.keeping")
  const common = useTranslations("common")
  const { workspace } = usePlayground()
  const toast = useToast()
  const kind = useStore(keeper.state, (state) => state.kind)
  const showTheirs = () => {
    const mine = keeper.showTheirs()
    if (mine)
      toast({
        text: t("shown"),
        action: { label: common("undo"), onAction: () => workspace.setState(mine, true) },
      })
  }
  if (kind === "unsaved")
    return (
      <Bar text={t("unsaved")}>
        <Button size="sm" onClick={keeper.saveAgain}>
          {t("retry")}
        </Button>
      </Bar>
    )
  return (
    <Bar text={t("conflict")}>
      <Button size="sm" onClick={showTheirs}>
        {t("showTheirs")}
      </Button>
      <Button size="sm" onClick={keeper.keepMine}>
        {t("keepMine")}
      </Button>
    </Bar>
  )
}

/** The workspace of before could not be read, and where it is now. */
export function AsideBar({ asideKey }: { asideKey: string }) {
  const t = useTranslations("playground.keeping")
  const [isSeen, setSeen] = useState(false)
  if (isSeen) return null
  return (
    <Bar text={t("aside", { key: asideKey })}>
      <Button size="sm" onClick={() => setSeen(true)}>
        {t("dismiss")}
      </Button>
    </Bar>
  )
}

function Bar({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b bg-accent-soft px-4 py-1.5 text-ink text-sm"
    >
      <p className="min-w-0 grow break-words">{text}</p>
      <div className="flex gap-2">{children}</div>
    </div>
  )
}
