"use client"

import { Image as ImageIcon, Trash2, Type } from "lucide-react"
import { useRouter } from "next/navigation"
import { useEffect, useState } from "react"
import { useTranslations } from "use-intl"
import { DetailSection } from "#components/history/detail-section"
import { usePerson } from "#components/shell/person"
import { Button } from "#components/ui/button"
import { IconButton } from "#components/ui/icon-button"
import { useToast } from "#components/ui/toast"
import { handOver } from "#lib/client/presets/handover"
import { type AsideWorkspace, asideWorkspaces, removeAside } from "#lib/client/presets/set-aside"
import { contentOf, suggestedName } from "#lib/client/presets/workspace-content"
import type { WorkspaceKind } from "#lib/client/workspace-kind"
import { useSavedText } from "./use-saved-text"

interface Aside extends AsideWorkspace {
  kind: WorkspaceKind
}

const kinds: readonly WorkspaceKind[] = ["text", "image"]

/** The workspaces that made room for others, the last one first; nothing at all while there is none. */
export function SetAsideList() {
  const t = useTranslations("presets.aside")
  const presets = useTranslations("presets")
  const saved = useSavedText()
  const toast = useToast()
  const router = useRouter()
  const { id: personId } = usePerson()
  const [list, setList] = useState<Aside[]>([])
  // The browser's storage is read when the page is there: the server knows nothing of it.
  useEffect(() => setList(readAll(personId)), [personId])
  if (list.length === 0) return null

  const open = ({ at, workspace }: Aside) => {
    try {
      router.push(handOver({ title: suggestedName(workspace), content: contentOf(workspace), aside: at }))
    } catch (error) {
      toast({ text: String(error), tone: "error" })
    }
  }
  const remove = ({ kind, at }: Aside) => {
    removeAside(window.localStorage, personId, kind, at)
    setList(readAll(personId))
  }
  return (
    <DetailSection title={t("title")}>
      <p className="mb-3 max-w-measure text-pretty text-ink-2 text-sm">{t("hint")}</p>
      <ul className="divide-y rounded border bg-surface">
        {list.map((one) => {
          const when = saved(one.at)
          const Icon = one.kind === "image" ? ImageIcon : Type
          return (
            <li key={`${one.kind} ${one.at}`} className="flex items-center gap-3 px-3 py-2">
              <Icon
                role="img"
                aria-label={presets(`kinds.${one.kind}`)}
                size={14}
                className="shrink-0 text-ink-3"
              />
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm">{suggestedName(one.workspace) || t("empty")}</p>
                <p className="figures text-ink-2 text-xs">
                  {when} · {presets("columns", { count: one.workspace.columns.length })}
                </p>
              </div>
              <Button size="sm" aria-label={t("openName", { when })} onClick={() => open(one)}>
                {t("open")}
              </Button>
              <IconButton label={t("deleteName", { when })} size="sm" onClick={() => remove(one)}>
                <Trash2 aria-hidden size={14} />
              </IconButton>
            </li>
          )
        })}
      </ul>
    </DetailSection>
  )
}

function readAll(personId: string): Aside[] {
  const all = kinds.flatMap((kind) =>
    asideWorkspaces(window.localStorage, personId, kind).map((one) => ({ ...one, kind })),
  )
  return all.sort((a, b) => b.at - a.at)
}
