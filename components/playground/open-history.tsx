"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useRouter } from "next/navigation"
import { useEffect, useRef } from "react"
import { useTranslations } from "use-intl"
import { useErrorText } from "#components/shell/error-text"
import { usePerson } from "#components/shell/person"
import { useToast } from "#components/ui/toast"
import { ApiError } from "#lib/client/api/request"
import type { HistoryPlace } from "#lib/client/history-place"
import { newId } from "#lib/client/new-id"
import type { RestorablePart } from "#lib/client/restored-part"
import type { Restored } from "#lib/client/restored-workspace"
import { takeBack } from "#lib/client/take-back"
import type { Workspace } from "#lib/client/workspace"
import { kindOf, pageOf } from "#lib/client/workspace-kind"
import type { RunState } from "#lib/domain/run"
import { maxColumns } from "#lib/domain/setup"
import { usePlayground } from "./playground-context"

/** What History has fetched while the pointer was on its way to the link is not fetched again. */
const preloadedMs = 5_000

/**
 * Puts something of history into the workspace, in place of what stands there. Can be undone. A component, so that its
 * code comes with an address that asks for it.
 */
export function OpenHistory({ place }: { place: HistoryPlace }) {
  const t = useTranslations("columns.open")
  const playground = useTranslations("playground")
  const common = useTranslations("common")
  const handover = useTranslations("overview.open")
  const { kind, workspace, outputs, keeper } = usePlayground()
  const { id: personId } = usePerson()
  const parts = useTranslations("images.restored")
  const queries = useQueryClient()
  const router = useRouter()
  const toast = useToast()
  const errorText = useErrorText()
  const opened = useRef<string>(undefined)
  const key = JSON.stringify(place)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all there is in the place.
  useEffect(() => {
    if (!keeper || opened.current === key) return
    opened.current = key
    let goesTo = pageOf[kind]
    const putPart = (change: Partial<Workspace>, part: RestorablePart) => {
      const before = workspace.getState()
      if (Object.keys(change).length === 0) return toast({ text: parts("nothing"), tone: "error" })
      workspace.setState(change)
      const undo = takeBack(before, workspace.getState())
      toast({
        text: parts(part),
        tone: "ok",
        action: { label: common("undo"), onAction: () => workspace.setState(undo) },
      })
    }
    const put = (restored: Restored | undefined, runs: RunState[], text: string) => {
      if (!restored) return
      // Pictures have a page of their own, and words too: the address is taken there as it is.
      const home = kindOf(restored.mode)
      if (home !== kind) {
        goesTo = pageOf[home] + window.location.search
        return
      }
      const { hasOtherHistory, ...rest } = restored
      for (const run of runs) outputs.put(run)
      const before = workspace.getState()
      const [first] = restored.columns
      workspace.setState({
        costCeiling: undefined,
        cache: undefined,
        checks: [],
        preset: undefined,
        ...rest,
        view: {
          ...before.view,
          openSettings: restored.columns.length === 1 && first ? [first.id] : [],
          rowId: restored.variables.rows[0]?.id ?? "",
          samples: {},
          selected: [],
          blind: undefined,
        },
      })
      toast({
        text: hasOtherHistory ? `${text}. ${t("otherHistory")}` : text,
        tone: hasOtherHistory ? undefined : "ok",
        action: { label: common("undo"), onAction: () => workspace.setState(before, true) },
      })
    }
    const putHandover = async () => {
      const { openHandover } = await import("#lib/client/presets/open-handover")
      const outcome = openHandover(workspace, { kind, personId, now: Date.now() })
      if (outcome.kind === "elsewhere") goesTo = outcome.page + window.location.search
      if (outcome.kind !== "opened") return
      const { title, isSetAside, undo } = outcome
      const text = title === "" ? handover("opened") : handover("openedTitle", { title: title.slice(0, 80) })
      toast({
        text: isSetAside ? `${text} ${handover("setAside")}` : text,
        tone: "ok",
        action: { label: common("undo"), onAction: undo },
      })
    }
    const load = async () => {
      if (place.kind === "handover") return putHandover()
      if (place.kind === "init")
        return putPart({ initImage: { sha256: place.sha256 }, mask: undefined }, "init")
      if (place.kind === "part") {
        const { fetchRunDetail } = await import("#lib/client/stored-run")
        const { restoredPart } = await import("#lib/client/restored-part")
        const detail = await fetchRunDetail(queries, place.id)
        return putPart(restoredPart(place.part, detail, workspace.getState()), place.part)
      }
      const { restoredBatch, restoredRuns } = await import("#lib/client/restored-workspace")
      if (place.kind === "batch") {
        const { fetchBatchDetail } = await import("#lib/client/stored-batch")
        const detail = await fetchBatchDetail(queries, place.id, preloadedMs)
        put(
          restoredBatch(detail, newId),
          detail.runs.map(({ run }) => run),
          t("batch"),
        )
        return
      }
      const { fetchRunDetail } = await import("#lib/client/stored-run")
      const shown = place.ids.slice(0, maxColumns)
      const details = await Promise.all(shown.map((id) => fetchRunDetail(queries, id)))
      const text =
        place.ids.length > maxColumns
          ? t("tooMany", { max: maxColumns, count: place.ids.length })
          : place.ids.length === 1
            ? playground("restored")
            : t("runs", { count: place.ids.length })
      put(
        restoredRuns(details, newId),
        details.map(({ run }) => run),
        text,
      )
    }
    load()
      .catch((error: unknown) => {
        const reason = error instanceof ApiError ? errorText(error).title : String(error)
        toast({ text: `${t("failed")}. ${reason}`, tone: "error" })
      })
      // A reload must not put it back again over what was changed since.
      .finally(() => router.replace(goesTo, { scroll: false }))
  }, [
    key,
    keeper,
    workspace,
    outputs,
    queries,
    router,
    toast,
    errorText,
    t,
    parts,
    playground,
    common,
    handover,
  ])
  return null
}
