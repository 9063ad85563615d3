"use client"

import { useQueries } from "@tanstack/react-query"
import { Maximize2, Square, Star, Trophy } from "lucide-react"
import { useMemo } from "react"
import { useTranslations } from "use-intl"
import { useEdit, usePlayground, useWorkspace } from "#components/playground/playground-context"
import { Button } from "#components/ui/button"
import { type ChooseEntry, Menu, MenuEntries, type MenuEntry } from "#components/ui/menu"
import { useToast } from "#components/ui/toast"
import { judgementsQuery } from "#lib/client/api/batch"
import { pictureKey, rungs } from "#lib/client/size-ladder"
import { setView } from "#lib/client/workspace-edits"
import { useClimb } from "./use-climb"
import type { PlacedImage } from "./use-placed-images"
import { useShownPictures } from "./use-shown-pictures"
import { useStarred } from "./use-starred"

/** Takes picked pictures up to a larger size, with their own settings and seeds. */
export function SizeLadder() {
  const t = useTranslations("images.ladder")
  const { mayRun } = usePlayground()
  const isBlind = useWorkspace(({ view }) => view.blind !== undefined)
  const count = useWorkspace(({ view }) => view.picked?.length ?? 0)
  if (isBlind || !mayRun) return null
  return (
    <Menu
      label={t("title")}
      align="end"
      trigger={(props) => (
        <Button {...props} variant="ghost" size="sm">
          <Maximize2 aria-hidden size={14} />
          <span className="hidden @[44rem]/bar:inline">{t("title")}</span>
          <span className="@[44rem]/bar:hidden sr-only">{t("title")}</span>
          {count > 0 ? <span className="figures">{count}</span> : null}
        </Button>
      )}
      content={(choose) => <LadderEntries choose={choose} />}
    />
  )
}

function LadderEntries({ choose }: { choose: ChooseEntry }) {
  const t = useTranslations("images.ladder")
  const edit = useEdit()
  const pictures = useShownPictures()
  const toast = useToast()
  const winners = useWinners(pictures)
  const { starredOf } = useStarred()
  const picked = useWorkspace(({ view }) => view.picked) ?? []
  const { mayClimb, climbWith } = useClimb()
  const chosen = pictures.filter(({ runId, index }) => picked.includes(pictureKey(runId, index)))
  const pick = (some: PlacedImage[]) =>
    edit(setView({ picked: some.map(({ runId, index }) => pictureKey(runId, index)) }))
  const pickStarred = () =>
    starredOf(pictures).then(
      (starred) => (starred.length > 0 ? pick(starred) : toast({ text: t("noneStarred") })),
      () => toast({ text: t("starsUnread"), tone: "error" }),
    )
  const item = (label: string, Icon: typeof Square, onSelect: () => void, disabled: boolean): MenuEntry => ({
    kind: "item",
    label,
    icon: <Icon aria-hidden size={14} />,
    onSelect,
    disabled,
  })
  return (
    <MenuEntries
      choose={choose}
      entries={[
        { kind: "heading", label: t(chosen.length === 0 ? "pickFirst" : "picked", { count: chosen.length }) },
        ...rungs.map((rung) => {
          const able = chosen.filter((picture) => mayClimb(picture, rung))
          return item(t("to", { size: rung }), Maximize2, () => climbWith(able, rung), able.length === 0)
        }),
        { kind: "separator" },
        item(t("pickWinners"), Trophy, () => pick(winners), winners.length === 0),
        item(t("pickStarred"), Star, () => void pickStarred(), pictures.length === 0),
        item(t("pickAll"), Square, () => pick(pictures), pictures.length === 0),
        item(t("pickNone"), Square, () => pick([]), picked.length === 0),
      ]}
    />
  )
}

/** The pictures of the runs that were crowned. */
function useWinners(pictures: PlacedImage[]): PlacedImage[] {
  const columns = useWorkspace((workspace) => workspace.columns)
  const batchIds = useMemo(
    () => [
      ...new Set(columns.flatMap(({ results }) => Object.values(results).map(({ batchId }) => batchId))),
    ],
    [columns],
  )
  const judgements = useQueries({
    queries: batchIds.map((batchId) => judgementsQuery(batchId)),
    combine: (answers) => Object.assign({}, ...answers.map(({ data }) => data)),
  })
  return pictures.filter(({ runId }) => judgements[runId]?.winner)
}
