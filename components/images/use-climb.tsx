"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useTranslations } from "use-intl"
import { useConnections, usePlayground } from "#components/playground/playground-context"
import { useRunActions } from "#components/playground/use-run-actions"
import { useToast } from "#components/ui/toast"
import { runQuery } from "#lib/client/api/run"
import { newId } from "#lib/client/new-id"
import { climb, largerSize, type Rung, startsAlike } from "#lib/client/size-ladder"
import { targetOf } from "#lib/client/variant"
import { columnName, shownRowId } from "#lib/client/workspace"
import type { Size } from "#lib/domain/image-parameters"
import { maxColumns } from "#lib/domain/setup"

/** A picture that is to be made again, larger. Sides in px. */
export interface SmallPicture extends Size {
  columnId: string
  runId: string
  seed: number | undefined
}

/** Returns the functions that make pictures again at a larger size, each in a column of its own. */
export function useClimb(): {
  /** The size that a picture would get; undefined where there is none. */
  sizeFor: (picture: Omit<SmallPicture, "runId">, rung: Rung) => Size | undefined
  climbWith: (pictures: SmallPicture[], rung: Rung) => void
} {
  const t = useTranslations("images.ladder")
  const toast = useToast()
  const queries = useQueryClient()
  const { workspace } = usePlayground()
  const { connections } = useConnections()
  const { run } = useRunActions()

  const sizeFor = ({ columnId, width, height }: Omit<SmallPicture, "runId">, rung: Rung) => {
    const column = workspace.getState().columns.find(({ id }) => id === columnId)
    const target = column && targetOf("image", column, connections)
    return target && largerSize({ width, height }, rung, target)
  }
  const climbNow = async (pictures: SmallPicture[], rung: Rung) => {
    const details = await Promise.all(pictures.map(({ runId }) => queries.fetchQuery(runQuery(runId))))
    const now = workspace.getState()
    const climbs = pictures.flatMap((picture, place) => {
      const size = sizeFor(picture, rung)
      const variant = details[place]?.variant
      const { columnId, seed } = picture
      return size && variant && startsAlike(variant, now)
        ? [
            {
              id: newId(),
              columnId,
              variant,
              seed,
              size,
              name: `${columnName(now.columns, columnId)} · ${rung}`,
            },
          ]
        : []
    })
    if (climbs.length === 0) return toast({ text: t("otherStart"), tone: "error" })
    workspace.setState(climb(climbs))
    const { columns } = workspace.getState()
    const made = climbs.map(({ id }) => id).filter((id) => columns.some((column) => column.id === id))
    if (made.length === 0) return toast({ text: t("full", { max: maxColumns }), tone: "error" })
    // One picture each: the other rows of a table have not been chosen.
    run(made, "all", shownRowId(workspace.getState()))
    document
      .querySelector(`[data-column="${CSS.escape(made[0] ?? "")}"]`)
      ?.scrollIntoView({ inline: "nearest", block: "nearest" })
    if (made.length < climbs.length)
      toast({ text: t("some", { made: made.length, count: pictures.length, max: maxColumns }) })
    else if (climbs.length < pictures.length) toast({ text: t("otherStart"), tone: "error" })
  }
  return {
    sizeFor,
    climbWith: (pictures, rung) => {
      climbNow(pictures, rung).catch(() => toast({ text: t("unread"), tone: "error" }))
    },
  }
}
